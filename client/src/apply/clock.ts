import { setTimeout as sleep } from 'node:timers/promises';
import { ExecError } from '../host/exec.ts';

/** How patient Apply is; all in milliseconds. */
export interface Patience {
  readonly poll: number;
  /** Until a guest that was asked to shut down counts as not listening. */
  readonly shutdown: number;
  /** Until a guest without an answering agent is given up. */
  readonly agent: number;
  /** Until a host that cannot be reached is given up while the old domain is to be brought back. */
  readonly recovery: number;
}

export const defaultPatience: Patience = { poll: 500, shutdown: 120_000, agent: 180_000, recovery: 180_000 };

/** @throws ExecError `aborted` */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    throw new ExecError('aborted', [], 'aborted');
  }
}

/** @throws ExecError `aborted` */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ExecError('aborted', [], 'aborted');
}

/** Whole seconds since `start`, for showing. */
export function secondsSince(start: number): number {
  return Math.floor((Date.now() - start) / 1000);
}
