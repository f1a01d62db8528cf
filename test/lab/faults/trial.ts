import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changesBetween } from '../../../client/src/apply/changes.ts';
import { isSameDomain } from '../../../client/src/apply/compare.ts';
import { unfinished } from '../../../client/src/apply/journal/logbook.ts';
import { storageIn } from '../../../client/src/apply/storage.ts';
import { choicesFor, finish } from '../../../client/src/apply/unfinished.ts';
import { Virsh } from '../../../client/src/host/virsh.ts';
import type { PrivateHost } from '../privateHost.ts';
import { run } from '../virsh.ts';
import { type Attempt, attempt, sshTo, toolsFor } from './attempt.ts';
import { leaveHalfWay } from './halfWay.ts';
import { type Scenario, secret, tinyDomain } from './scenario.ts';

export interface Verdict {
  /** What there is in the end: the new domain, the old one as it was, or something that must not be. */
  readonly end: 'new' | 'old' | 'LOSS';
  /** What Apply said of it. */
  readonly outcome: string;
  /** Why it is a loss, or what is left over. */
  readonly detail: string;
}

type Domain = ReturnType<typeof tinyDomain>;

/** Sets a domain up, lets an apply of it go wrong, and looks at what there is afterwards. */
export async function tryOut(scenario: Scenario, host: PrivateHost): Promise<Verdict> {
  const domain = tinyDomain();
  const disk = mkdtempSync(join(tmpdir(), 'virtqueue-fault-'));
  await must(run(['mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]));
  const virsh = (...args: string[]) => host.inside(['virsh', '-q', '-c', 'qemu:///system', ...args]);
  const give = (verb: string, queues: number) =>
    host.inside(['virsh', '-q', '-c', 'qemu:///system', verb, '/dev/stdin'], domain.xml(queues));
  try {
    await untilLibvirtAnswers(host);
    if (scenario.was === 'transient') await must(give('create', 2));
    else await must(give('define', 2));
    if (scenario.was === 'running') await must(virsh('start', domain.uuid));
    const before = await look(domain, host);
    const world = {
      killLibvirtd: host.killLibvirtd,
      fillDisk: () => fill(disk),
      interfere: async () => {
        await interfere(scenario, domain, host);
      },
      sshConfig: host.configFile,
    };
    const task: Attempt = {
      scenario,
      text: domain.xml(4),
      storage: join(disk, 'storage'),
      host: { alias: host.alias, configFile: host.configFile },
    };
    const { outcome, shown } = scenario.fault.startsWith('killed')
      ? await killedAndFinished(task)
      : await failing(task, world);
    await untilLibvirtAnswers(host);
    return judge(scenario, task.text, before, await look(domain, host), outcome, [
      ...leftovers(task.storage),
      ...(shown.includes(secret) ? ['the password was shown'] : []),
      ...(await othersThan(domain, host)),
    ]);
  } finally {
    await virsh('destroy', domain.uuid);
    await virsh('undefine', domain.uuid);
    await run(['umount', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

async function failing(task: Attempt, world: Parameters<typeof attempt>[1]) {
  const { report, hasStruck, transcript } = await attempt(task, world);
  const outcome =
    hasStruck || task.scenario.fault === 'guest hung' ? report.outcome : `${report.outcome} (no fault)`;
  return { outcome, shown: `${transcript.join('\n')}\n${report.message}\n${JSON.stringify(report)}` };
}

/** One process applies and is killed; what it has written down is taken to its end by this one. */
async function killedAndFinished(task: Attempt) {
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

interface Look {
  readonly stored: string | undefined;
  readonly live: string | undefined;
}

async function look({ uuid }: Domain, host: PrivateHost): Promise<Look> {
  const virsh = (...args: string[]) => host.inside(['virsh', '-q', '-c', 'qemu:///system', ...args]);
  const info = (await virsh('dominfo', uuid)).stdout;
  const dump = async (...args: string[]) => (await virsh('dumpxml', '--security-info', ...args, uuid)).stdout;
  return {
    stored: /Persistent: +yes/.test(info) ? await dump('--inactive') : undefined,
    live: /State: +(running|paused)/.test(info) ? await dump('--migratable') : undefined,
  };
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
  const asBefore = (now: string | undefined, then: string | undefined) =>
    now === undefined || then === undefined ? now === then : changesBetween(now, then).length === 0;
  const { mode, fault, place, was } = scenario;
  const isAllOld = asBefore(after.stored, before.stored) && asBefore(after.live, before.live);
  const isAllNew = {
    persist: isNew(after.stored) && isNew(after.live),
    'try-once': isNew(after.live) && asBefore(after.stored, before.stored),
    'define-only': isNew(after.stored) && asBefore(after.live, before.live),
    'guest-only': false,
  }[mode];
  // Somebody else has started what was off, and it is not for us to stop.
  const isStartedByOthers =
    fault === 'changed behind our back' &&
    place === 'start' &&
    was === 'off' &&
    asBefore(after.stored, before.stored) &&
    isSameDomain(after.live ?? '', before.stored ?? '');
  const end = isAllNew ? 'new' : isAllOld || isStartedByOthers ? 'old' : 'LOSS';
  const isHonest = (end === 'new') === (outcome === 'applied' || (outcome === 'cancelled' && isAllNew));
  const problems = [
    ...(end === 'LOSS'
      ? [`stored: ${queuesOf(after.stored)}, live: ${queuesOf(after.live)}, ${unlike(before, after)}`]
      : []),
    ...(isHonest ? [] : ['the report does not say so']),
    ...leftover,
  ];
  return { end: problems.length > 0 ? 'LOSS' : end, outcome, detail: problems.join('; ') };
}

function unlike(before: Look, after: Look): string {
  const changes = (one = '<none/>', other = '<none/>') => JSON.stringify(changesBetween(one, other));
  return `stored ${changes(after.stored, before.stored)}, live ${changes(after.live, before.live)}`;
}

function queuesOf(xml: string | undefined): string {
  return xml === undefined ? 'none' : `${/queues='(\d+)'/.exec(xml)?.[1]} queues`;
}

/** Journals that were not ended, secrets outside of backups, and files that others can read. */
function leftovers(storage: string): string[] {
  return filesBelow(storage).flatMap((path) => [
    ...(path.includes('/journals/') ? [`left over: ${path}`] : []),
    ...(statSync(path).mode & 0o077 ? [`others can read ${path}`] : []),
    ...(tellsSecret(path) ? [`the password is in ${path}`] : []),
  ]);
}

/** Definitions may, for the user alone; nothing else may. */
function tellsSecret(path: string): boolean {
  return !path.endsWith('.xml') && readFileSync(path, 'utf8').includes(secret);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

async function othersThan({ name }: Domain, host: PrivateHost): Promise<string[]> {
  const { stdout } = await host.inside(['virsh', '-q', '-c', 'qemu:///system', 'list', '--all', '--name']);
  return stdout
    .split('\n')
    .filter((each) => each !== '' && each !== name)
    .map((each) => `another domain: ${each}`);
}

/** What somebody else does to the domain just before the step. */
async function interfere({ place, mode, was }: Scenario, domain: Domain, host: PrivateHost): Promise<void> {
  const virsh = (...args: string[]) => host.inside(['virsh', '-q', '-c', 'qemu:///system', ...args]);
  switch (place) {
    case 'store':
      await host.inside(['virsh', '-q', '-c', 'qemu:///system', 'define', '/dev/stdin'], domain.xml(3));
      return;
    case 'turn-off':
      await virsh('destroy', domain.uuid);
      return;
    case 'start':
      if (mode === 'persist' && was === 'running') await virsh('undefine', domain.uuid);
      else await virsh('start', domain.uuid);
      return;
    default:
      await virsh('reset', domain.uuid);
  }
}

/** A file as large as what is left, then small ones. */
function fill(disk: string): void {
  mkdirSync(join(disk, 'filler'), { recursive: true });
  for (let size = 64 * 1024, at = 0; size >= 1; at += 1) {
    try {
      writeFileSync(join(disk, 'filler', String(at)), Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 4);
    }
  }
}

async function untilLibvirtAnswers(host: PrivateHost): Promise<void> {
  for (let attempts = 0; attempts < 100; attempts += 1) {
    if ((await host.inside(['virsh', '-q', '-c', 'qemu:///system', 'list'])).code === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the private libvirt does not come back');
}

async function must(running: ReturnType<typeof run>): Promise<void> {
  const { code, stderr } = await running;
  if (code !== 0) throw new Error(stderr);
}
