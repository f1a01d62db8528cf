import type { ExecResult } from './exec.ts';

export interface GuestInterface {
  readonly name: string;
  /** Lower case; empty for an interface without one. */
  readonly mac: string;
}

/** The inside of a running guest, whichever way leads there. */
export interface Guest {
  /** For people: "by its guest agent", "by ssh root@192.0.2.7". */
  readonly way: string;
  /**
   * Runs a program without a shell, as root where that is possible, and waits for its end.
   *
   * @throws AgentError `no-program`, and whatever else keeps the guest from being reached; ExecError
   */
  run(program: string, parameters: readonly string[], signal?: AbortSignal): Promise<ExecResult>;
  interfaces(signal?: AbortSignal): Promise<GuestInterface[]>;
  onlineCpus(signal?: AbortSignal): Promise<number>;
}
