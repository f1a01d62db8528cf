import { spawnSync } from 'node:child_process';

/** Two commands for the same work, run in turn so that a slow moment of the machine hits both. */
export interface Race {
  readonly title: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

export interface Result {
  readonly title: string;
  /** Seconds, medians of whole processes. */
  readonly ours: number;
  readonly theirs: number;
}

/** Wall times of whole processes, after one run of each that does not count. */
export function race({ title, ours, theirs }: Race, runs: number): Result {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let run = 0; run <= runs; run++) {
    const pair = { ours: seconds(ours), theirs: seconds(theirs) };
    if (run === 0) continue;
    times.ours.push(pair.ours);
    times.theirs.push(pair.theirs);
  }
  return { title, ours: median(times.ours), theirs: median(times.theirs) };
}

function seconds([command = '', ...args]: readonly string[]): number {
  const start = performance.now();
  const { error } = spawnSync(command, args, { stdio: 'ignore' });
  if (error) throw error;
  return (performance.now() - start) / 1000;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
