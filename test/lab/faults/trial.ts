import { join } from 'node:path';
import { changesBetween } from '../../../client/src/apply/changes.ts';
import { isSameDomain } from '../../../client/src/apply/compare.ts';
import { unfinished } from '../../../client/src/apply/journal/logbook.ts';
import { storageIn } from '../../../client/src/apply/storage.ts';
import { choicesFor, finish } from '../../../client/src/apply/unfinished.ts';
import { Virsh } from '../../../client/src/host/virsh.ts';
import type { PrivateHost } from '../privateHost.ts';
import { hold } from '../trap.ts';
import { type Attempt, attempt, sshTo, toolsFor } from './attempt.ts';
import { fill, must, withSmallDisk } from './disk.ts';
import type { World } from './faultyExec.ts';
import { tryOutInGuest } from './guestTrial.ts';
import { leaveHalfWay } from './halfWay.ts';
import { type Scenario, secret, tinyDomain } from './scenario.ts';
import {
  type Ended,
  filesBelow,
  isAsBefore,
  type Look,
  leftovers,
  look,
  tellsSecret,
  unlike,
  untilLibvirtAnswers,
  type Verdict,
  verdict,
} from './verdict.ts';

type Domain = ReturnType<typeof tinyDomain>;

/** Sets a domain up, lets an apply of it go wrong, and looks at what there is afterwards. */
export async function tryOut(scenario: Scenario, host: PrivateHost): Promise<Verdict> {
  await untilLibvirtAnswers(host);
  return withSmallDisk((disk) => {
    const world = worldOf(host, disk);
    return scenario.mode === 'guest-only'
      ? tryOutInGuest(scenario, host, disk, world)
      : tryOutOnHost(scenario, host, disk, world);
  });
}

function worldOf(host: PrivateHost, disk: string): Omit<World, 'interfere'> {
  return {
    sshConfig: host.configFile,
    killLibvirtd: host.killLibvirtd,
    fillDisk: () => fill(disk),
    hold: (verb) => hold(host, [verb]),
  };
}

async function tryOutOnHost(
  scenario: Scenario,
  host: PrivateHost,
  disk: string,
  world: Omit<World, 'interfere'>,
): Promise<Verdict> {
  const domain = tinyDomain();
  const { uuid, name } = domain;
  const { virsh, alias, configFile } = host;
  const task: Attempt = {
    scenario,
    text: domain.xml(4),
    storage: join(disk, 'storage'),
    host: { alias, configFile },
  };
  try {
    const verb = scenario.was === 'transient' ? 'create' : 'define';
    await must(virsh([verb, '/dev/stdin'], { stdin: domain.xml(2) }));
    if (scenario.was === 'running') await must(virsh(['start', uuid]));
    const before = await look(uuid, host);
    const ended = scenario.fault.startsWith('killed')
      ? await killedAndFinished(task)
      : await failing(task, { ...world, interfere: () => interfere(scenario, domain, host) });
    await untilLibvirtAnswers(host);
    const after = await look(uuid, host);
    const left = await leftovers(task.storage, ended, name, host);
    return judge(scenario, task.text, before, after, ended.outcome, left);
  } finally {
    await virsh(['destroy', uuid]);
    await virsh(['undefine', uuid]);
  }
}

async function failing(task: Attempt, world: World): Promise<Ended> {
  const { report, hasStruck, transcript } = await attempt(task, world);
  const outcome = hasStruck ? report.outcome : `${report.outcome} (no fault)`;
  return { outcome, shown: `${transcript.join('\n')}\n${report.message}\n${JSON.stringify(report)}` };
}

/** One process applies and is killed; what it has written down is taken to its end by this one. */
async function killedAndFinished(task: Attempt): Promise<Ended> {
  let printed: string;
  try {
    printed = await leaveHalfWay(task);
  } catch (error) {
    return { outcome: String(error), shown: String(error) };
  }
  const storage = storageIn(task.storage);
  const [left] = await unfinished(storage.journals);
  if (!left) return { outcome: 'nothing to finish', shown: printed };
  const secrets = filesBelow(task.storage).filter(tellsSecret);
  if (secrets.length > 0) return { outcome: `the password is in ${secrets}`, shown: secret };
  const choice = task.scenario.fault.endsWith('resume') ? 'resume' : 'roll-back';
  if (!choicesFor(left).includes(choice)) return { outcome: `${choice} is not offered`, shown: printed };
  const ssh = sshTo(task.host);
  const tools = toolsFor(new Virsh(ssh, 'qemu:///system'));
  const report = await finish(left, choice, storage, tools);
  await ssh.close();
  return { outcome: report.outcome, shown: `${tools.transcript.lines.join('\n')}\n${report.message}` };
}

function judge(
  scenario: Scenario,
  text: string,
  before: Look,
  after: Look,
  outcome: string,
  leftover: readonly string[],
): Verdict {
  const isNew = (now: string | undefined) => now !== undefined && changesBetween(now, text).length === 0;
  const { mode, fault, place, was } = scenario;
  const isAllOld = isAsBefore(after.stored, before.stored) && isAsBefore(after.live, before.live);
  const isAllNew = {
    persist: isNew(after.stored) && isNew(after.live),
    'try-once': isNew(after.live) && isAsBefore(after.stored, before.stored),
    'define-only': isNew(after.stored) && isAsBefore(after.live, before.live),
    'guest-only': false,
  }[mode];
  // Somebody else has started what was off, and it is not for us to stop.
  const isStartedByOthers =
    fault === 'changed behind our back' &&
    place === 'start' &&
    was === 'off' &&
    isAsBefore(after.stored, before.stored) &&
    isSameDomain(after.live ?? '', before.stored ?? '');
  const end = isAllNew ? 'new' : isAllOld || isStartedByOthers ? 'old' : 'LOSS';
  const isHonest = (end === 'new') === (outcome === 'applied' || (outcome === 'cancelled' && isAllNew));
  return verdict(end, outcome, [
    ...(end === 'LOSS'
      ? [`stored: ${queuesOf(after.stored)}, live: ${queuesOf(after.live)}, ${unlike(before, after)}`]
      : []),
    ...(isHonest ? [] : ['the report does not say so']),
    ...leftover,
  ]);
}

function queuesOf(xml: string | undefined): string {
  return xml === undefined ? 'none' : `${/queues='(\d+)'/.exec(xml)?.[1]} queues`;
}

/** What somebody else does to the domain just before the step. */
async function interfere(
  { place, mode, was, fault }: Scenario,
  { uuid, xml }: Domain,
  { virsh }: PrivateHost,
): Promise<void> {
  // It boots nothing: its guest never listens, and its agent is never there.
  if (fault !== 'changed behind our back') return;
  switch (place) {
    case 'store':
      await virsh(['define', '/dev/stdin'], { stdin: xml(3) });
      return;
    case 'turn-off':
      await virsh(['destroy', uuid]);
      return;
    case 'start':
      if (mode === 'persist' && was === 'running') await virsh(['undefine', uuid]);
      else await virsh(['start', uuid]);
      return;
    default:
      await virsh(['reset', uuid]);
  }
}
