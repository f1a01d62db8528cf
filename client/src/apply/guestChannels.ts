import * as l10n from '@vscode/l10n';
import type { ExecResult } from '../host/exec.ts';
import type { Guest, GuestInterface } from '../host/guest.ts';
import { AgentError } from '../host/guestAgent.ts';
import { type ChannelReport, parseChannels, parseRefusal } from '../host/parse/ethtool.ts';
import { GuestError, type GuestProblem, type InterfaceReport } from './guestReport.ts';

/** The agent's PATH may be short; Debian and RHEL have ethtool here. */
const ethtoolPaths = ['ethtool', '/usr/sbin/ethtool', '/sbin/ethtool'];

/** One virtio interface of a running domain, and how many channels it is to have in the guest. */
export interface Wanted {
  readonly mac: string;
  readonly queues: number;
  readonly asked: number;
}

/** An interface of the guest that is a virtio device itself. */
export interface VirtioInterface {
  readonly device: string;
  readonly virtio: string;
}

/**
 * Sets one interface's channels and reads them back.
 *
 * @throws GuestError `no-ethtool`; AgentError; ExecError when aborted
 */
export async function setChannels(
  wanted: Wanted,
  guestHas: readonly GuestInterface[],
  guest: Guest,
  signal?: AbortSignal,
): Promise<InterfaceReport> {
  const found = await findInterface(wanted.mac, guestHas, guest, signal);
  if (!found) return { ...wanted, problem: noSuchInterface(wanted.mac) };
  const before = await readChannels(found.device, guest, signal);
  if ('failure' in before) return { ...wanted, ...found, problem: before };
  const set = await ethtool(['-L', found.device, 'combined', String(wanted.asked)], guest, signal);
  const after = await readChannels(found.device, guest, signal);
  const maximum = before.maximum.combined;
  const refused = set.code === 0 ? undefined : explainRefusal(set, wanted.asked, maximum, found.device);
  const problem = refused ?? differenceFrom(wanted.asked, after, found.device);
  return {
    ...wanted,
    ...found,
    before: before.current.combined,
    maximum,
    got: 'failure' in after ? undefined : after.current.combined,
    ...(problem && { problem }),
  };
}

/** What was set counts when it has been read back. */
function differenceFrom(
  asked: number,
  after: ChannelReport | GuestProblem,
  device: string,
): GuestProblem | undefined {
  if ('failure' in after) return after;
  const { combined } = after.current;
  if (combined === asked) return undefined;
  return {
    failure: 'set-by-others',
    message: l10n.t(
      '{0} was given {1} channels and has {2}: something else in the guest has set them since.',
      device,
      asked,
      combined ?? '?',
    ),
  };
}

/**
 * The interface of that address which is a virtio device itself: bridges, VLANs and failover pairs share their
 * address with it.
 */
export async function findInterface(
  mac: string,
  guestHas: readonly GuestInterface[],
  guest: Guest,
  signal?: AbortSignal,
): Promise<VirtioInterface | undefined> {
  for (const { name } of guestHas.filter((one) => one.mac === mac)) {
    const { stdout } = await guest.run('readlink', [`/sys/class/net/${name}/device`], signal);
    const virtio = /\/(virtio\d+)\s*$/.exec(stdout)?.[1];
    if (virtio !== undefined) return { device: name, virtio };
  }
  return undefined;
}

export async function readChannels(
  device: string,
  guest: Guest,
  signal?: AbortSignal,
): Promise<ChannelReport | GuestProblem> {
  const result = await ethtool(['-l', device], guest, signal);
  const report = result.code === 0 ? parseChannels(result.stdout) : undefined;
  return (
    report ??
    explainRefusal(result, undefined, undefined, device) ?? {
      failure: 'refused',
      message: l10n.t('ethtool says nothing about the channels of {0}.', device),
    }
  );
}

export async function ethtool(
  parameters: readonly string[],
  guest: Guest,
  signal?: AbortSignal,
): Promise<ExecResult> {
  for (const path of ethtoolPaths) {
    try {
      return await guest.run(path, parameters, signal);
    } catch (error) {
      if (!(error instanceof AgentError && error.failure === 'no-program')) throw error;
    }
  }
  throw new GuestError(
    'no-ethtool',
    l10n.t('The guest has no ethtool: install the package ethtool in it, then use "Set Guest Queues…".'),
  );
}

export function noSuchInterface(mac: string): GuestProblem {
  return {
    failure: 'no-such-interface',
    message: l10n.t(
      'The guest has no virtio interface with the address {0}: its driver is not loaded, or the guest has given it another address.',
      mac,
    ),
  };
}

/** @param asked undefined when only reading; undefined result when nothing had to change */
function explainRefusal(
  { stdout, stderr }: ExecResult,
  asked: number | undefined,
  maximum: number | undefined,
  device: string,
): GuestProblem | undefined {
  const refusal = parseRefusal(`${stderr}\n${stdout}`);
  if (refusal === undefined) return undefined;
  const problem = (meaning: string): GuestProblem => ({
    failure: refusal === 'not-supported' ? 'not-supported' : 'refused',
    message: [meaning, stderr.trim()].filter(Boolean).join('\n'),
  });
  switch (refusal) {
    case 'not-supported':
      return problem(
        l10n.t('The driver of {0} has no channels to set: it is not virtio-net, or is too old.', device),
      );
    case 'none-left':
      return problem(l10n.t('{0} needs one channel at least.', device));
    case 'in-use':
      return problem(
        l10n.t(
          'The RSS table or a flow rule of {0} still points at a queue that would go: reset it with "ethtool -X {0} default".',
          device,
        ),
      );
    case 'no-such-device':
      return problem(l10n.t('{0} is gone from the guest.', device));
    case 'not-permitted':
      return problem(l10n.t("The guest's agent runs without the right to change {0}.", device));
    case 'above-maximum':
      return problem(explainInvalid(asked, maximum, device));
    case 'other':
      return problem(l10n.t('ethtool refused {0}.', device));
  }
}

/** "Invalid argument" has three causes, and the numbers tell which it is. */
function explainInvalid(asked: number | undefined, maximum: number | undefined, device: string): string {
  if (asked !== undefined && maximum !== undefined && asked > maximum) {
    return l10n.t(
      "{0} channels are more than {1} has: the domain gives it {2}. Raise queues='…' in the domain and start it again.",
      asked,
      device,
      maximum,
    );
  }
  if (asked === 0) return l10n.t('{0} needs one channel at least.', device);
  return l10n.t(
    '{0} has that many, so something in the guest holds them: most likely an XDP program ("ip link show {0}" names it), which needs queues of its own.',
    device,
  );
}
