import type { AgentFailure } from '../host/guestAgent.ts';
import type { QueueInterrupts } from '../host/parse/interrupts.ts';

/** What became of the queues, all the way down. */
export interface GuestReport {
  /** One for each virtio interface of the running domain, in its order. */
  readonly interfaces: readonly InterfaceReport[];
  readonly onlineCpus: number | undefined;
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
  /** What `ethtool -L` was given. */
  readonly asked: number;
  /** The interface's name in the guest: `eth0`. */
  readonly device?: string;
  /** The virtio device under it, by which its interrupts are named: `virtio0`. */
  readonly virtio?: string;
  readonly before?: number | undefined;
  readonly maximum?: number | undefined;
  /** What `ethtool -l` says afterwards. */
  readonly got?: number | undefined;
  readonly interrupts?: QueueInterrupts;
  readonly problem?: GuestProblem;
}

export type GuestFailure =
  | AgentFailure
  | 'no-ethtool'
  | 'no-such-interface'
  | 'not-supported'
  | 'refused'
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
