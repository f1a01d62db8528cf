import { join } from 'node:path';
import { guestChannels, guestExec } from '../agent.ts';
import { testDomain, until, waitForAgent } from '../domain.ts';
import { guestImage } from '../guest.ts';
import type { PrivateHost } from '../privateHost.ts';
import { type Attempt, attempt } from './attempt.ts';
import { must } from './disk.ts';
import type { World } from './faultyExec.ts';
import { leaveHalfWay } from './halfWay.ts';
import type { Scenario } from './scenario.ts';
import {
  type Ended,
  isAsBefore,
  type Look,
  leftovers,
  look,
  unlike,
  untilLibvirtAnswers,
  type Verdict,
  verdict,
} from './verdict.ts';

const channels = { before: 1, asked: 4 };

/** The same for the mode that sets the guest only: a real guest, as its agent has to be there before it can be gone. */
export async function tryOutInGuest(
  scenario: Scenario,
  host: PrivateHost,
  disk: string,
  world: Omit<World, 'interfere'>,
): Promise<Verdict> {
  const { uuid, name, xml } = testDomain(await guestImage(), { queues: [channels.asked] });
  const { virsh, alias, configFile } = host;
  const task: Attempt = { scenario, text: xml, storage: join(disk, 'storage'), host: { alias, configFile } };
  try {
    await must(virsh(['define', '/dev/stdin'], { stdin: xml }));
    await must(virsh(['start', uuid]));
    await waitForAgent(uuid, virsh);
    await guestExec(uuid, ['ethtool', '-L', 'eth0', 'combined', String(channels.before)], virsh);
    const before = await look(uuid, host);
    const ended = scenario.fault.startsWith('killed')
      ? { outcome: 'killed', shown: await leaveHalfWay(task) }
      : await failing(task, { ...world, interfere: () => interfere(scenario, uuid, host) });
    await untilLibvirtAnswers(host);
    const after = await look(uuid, host);
    const now = (await guestChannels(uuid, 'eth0', virsh)).current;
    const left = await leftovers(task.storage, ended, name, host);
    return judge(scenario, before, after, now, ended, left);
  } finally {
    await virsh(['destroy', uuid]);
    await virsh(['undefine', uuid]);
  }
}

interface EndedInGuest extends Ended {
  /** What the report says that the interface has. */
  readonly got?: number | undefined;
  readonly reason?: string | undefined;
}

async function failing(task: Attempt, world: World): Promise<EndedInGuest> {
  const { report, hasStruck, transcript } = await attempt(task, world);
  const guest = 'guest' in report ? report.guest : undefined;
  const [one] = guest?.interfaces ?? [];
  return {
    outcome: hasStruck ? report.outcome : `${report.outcome} (no fault)`,
    shown: `${transcript.join('\n')}\n${report.message}`,
    got: one?.got,
    reason: (guest?.problem ?? one?.problem)?.message,
  };
}

/** @param now the guest's channels; not a number where nobody can ask it */
function judge(
  { fault, place }: Scenario,
  before: Look,
  after: Look,
  now: number,
  { outcome, got, reason }: EndedInGuest,
  leftover: readonly string[],
): Verdict {
  const isTurnedOffByOthers =
    fault === 'changed behind our back' && place !== 'read back' && after.live === undefined;
  const isUntouched =
    isAsBefore(after.stored, before.stored) && (isTurnedOffByOthers || isAsBefore(after.live, before.live));
  const end = !isUntouched ? 'LOSS' : now === channels.asked ? 'new' : 'old';
  const isHonest =
    outcome === 'killed' ||
    (outcome === 'applied' ? end === 'new' && got === now : outcome === 'failed' && !!reason?.trim());
  return verdict(end, outcome, [
    ...(isUntouched ? [] : [unlike(before, after)]),
    ...(isHonest ? [] : [`the report does not say so: ${got} of ${now}`]),
    ...leftover,
  ]);
}

/** What somebody else does just before the step. */
async function interfere({ place, fault }: Scenario, uuid: string, { virsh }: PrivateHost): Promise<void> {
  const inGuest = (script: string) => guestExec(uuid, ['sh', '-c', script], virsh);
  // A moment later, so that the agent can tell of its end.
  const soon = (script: string) => inGuest(`(sleep 1; ${script}) > /dev/null 2>&1 &`);
  const untilAgentIsAway = () =>
    until('the agent does not answer', async () => {
      const ping = ['qemu-agent-command', '--timeout', '1', uuid, '{"execute":"guest-ping"}'];
      return (await virsh(ping)).code !== 0;
    });
  switch (fault) {
    case 'guest hung':
      await soon('kill -STOP $(pidof qemu-ga)');
      return untilAgentIsAway();
    case 'agent gone':
      await soon('sed -i /qemu-ga/d /etc/inittab; kill -HUP 1; kill $(pidof qemu-ga)');
      return untilAgentIsAway();
    default:
      if (place === 'read back') await inGuest('ethtool -L eth0 combined 3');
      else await virsh(['destroy', uuid]);
  }
}
