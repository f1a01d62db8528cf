/**
 * Random edits and requests to the server that ships: node --import tsx test/lsp/fuzz.ts [STEPS] [SEED]
 *
 * Needs dist/server.js. Exit code 1 for an exception, an answer that does not fit, a request over a second, or a heap
 * that grows.
 */
import { fuzz } from './fuzz/fuzz.ts';

/** Bytes by which the highest heap of the second half may be above that of the first. */
const slack = 8e6;

async function main(steps: number, seed: number): Promise<void> {
  const started = performance.now();
  const { edits, requests, failures, slowest, heaps } = await fuzz(steps, seed);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`seed ${seed}: ${edits} edits and ${requests} requests in ${seconds} s`);
  console.log(`slowest request: ${slowest.time.toFixed(1)} ms (${slowest.method})`);
  console.log(`heap on the way: ${heaps.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')} MB`);
  for (const failure of failures) console.log(failure);
  const isFlat = Math.max(...heaps.slice(10)) - Math.max(...heaps.slice(0, 10)) < slack;
  if (!isFlat) console.log('the heap grows');
  process.exitCode = failures.length === 0 && isFlat ? 0 : 1;
}

const [steps = '200000', seed = '1'] = process.argv.slice(2);
main(Number(steps), Number(seed)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
