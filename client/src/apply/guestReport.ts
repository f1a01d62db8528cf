import type { AgentFailure } from '../host/guestAgent.ts';
import type { RssReport } from '../host/parse/ethtool.ts';
import type { CpuCounts, QueueInterrupts } from '../host/parse/interrupts.ts';
import type { Kept } from './persist.ts';
import type { QueueReading } from './queueReadings.ts';

/** What became of the queues, all the way down. */
export interface GuestReport {
  /** One for each virtio interface of the running domain, in its order. */
  readonly interfaces: readonly InterfaceReport[];
  readonly onlineCpus: number | undefined;
  /** How the guest was reached, for people. */
  readonly way?: string;
  /** What holds for all interfaces of the guest; undefined when it could not be read. */
  readonly tuning?: GuestTuning;
  /** Of the whole domain; undefined when they could not be counted. */
  readonly vhostWorkers: number | undefined;
  /** Whether the domain can have vhost workers: not under `type='qemu'`. */
  readonly canHaveVhost: boolean;
  /** What kept all of it from being done. */
  readonly problem: GuestProblem | undefined;
}

export function isComplete({ problem, interfaces }: GuestReport): boolean {
  return problem === undefined && interfaces.every((one) => one.problem === undefined);
}

export interface InterfaceReport {
  readonly mac: string;
  /** Queue pairs the domain gives it. */
  readonly queues: number;
  /** What `ethtool -L` was given; undefined when it was only looked at. */
  readonly asked: number | undefined;
  /** The interface's name in the guest: `eth0`. */
  readonly device?: string;
  /** The virtio device under it, by which its interrupts are named: `virtio0`. */
  readonly virtio?: string;
  readonly before?: number | undefined;
  readonly maximum?: number | undefined;
  /** What `ethtool -l` says afterwards. */
  readonly got?: number | undefined;
  readonly interrupts?: QueueInterrupts;
  readonly tap?: TapReport;
  /** Its queues when the report began, and now. */
  readonly queuesBefore?: readonly QueueReading[];
  readonly queuesNow?: readonly QueueReading[];
  readonly rss?: RssReport;
  /** What sets them again when the guest starts, where that was asked for. */
  readonly kept?: Kept;
  readonly problem?: GuestProblem;
}

/** The interface's tap device on the host. */
export interface TapReport {
  readonly name: string;
  /** Queues that QEMU has attached, which are those the guest uses; undefined where the host does not show them. */
  readonly before: number | undefined;
  readonly now: number | undefined;
}

export interface GuestTuning {
  readonly hasIrqbalance: boolean;
  /** `rps_sock_flow_entries`: flows that RFS follows in all; 0: it is off. */
  readonly flowEntries: number;
  /** Received and sent packets' softirqs since boot, when the report began and now. */
  readonly receive: { readonly before: CpuCounts; readonly now: CpuCounts };
  readonly transmit: { readonly before: CpuCounts; readonly now: CpuCounts };
}

export type GuestFailure =
  | AgentFailure
  | 'no-ethtool'
  | 'no-such-interface'
  | 'not-supported'
  | 'refused'
  | 'set-by-others'
  | 'not-kept'
  | 'cancelled'
  | 'host-failed';

export interface GuestProblem {
  readonly failure: GuestFailure;
  readonly message: string;
}

export class GuestError extends Error {
  readonly problem: GuestProblem;
  constructor(failure: GuestFailure, message: string) {
    super(message);
    this.problem = { failure, message };
  }
}
