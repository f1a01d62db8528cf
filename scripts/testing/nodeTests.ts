import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Tally } from './tally.ts';

/** Runs test files of `node:test`, each in a process of its own, and prints them as they end. */
export async function runNodeTests(files: readonly string[], concurrency: number): Promise<Tally> {
  const stream = run({ files: [...files], concurrency, execArgv: ['--import', 'tsx'] });
  let tally: Tally = { passed: 0, failed: 1, skipped: 0 };
  stream.on('test:summary', ({ file, counts }) => {
    if (file === undefined) {
      const { tests, passed } = counts;
      const skipped = counts.skipped + counts.todo;
      tally = { passed, failed: tests - passed - skipped, skipped };
    }
  });
  const report = stream.compose(spec);
  report.pipe(process.stdout, { end: false });
  await new Promise((resolve, reject) => report.on('end', resolve).on('error', reject));
  return tally;
}
