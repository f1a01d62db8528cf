/**
 * The schema check beside xmllint's, whole processes in turn: node --import tsx bench/schema.ts FOLDER [RUNS]
 *
 * FOLDER holds domain documents; ten copies of them are made for the long race. Needs xmllint and libvirt's schemas.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installedSchemas, loadSchema } from '../server/src/node/schemas.ts';
import { parseXml } from '../server/src/xml/parser.ts';
import { median, quantile, race } from './processes.ts';

const cli = path.join(__dirname, '../dist/cli.js');
const schema = path.join(installedSchemas, 'domain.rng');

function processes(folder: string, runs: number): void {
  const work = mkdtempSync(path.join(tmpdir(), 'virtqueue-bench-'));
  try {
    for (let copy = 0; copy < 10; copy++) cpSync(folder, path.join(work, String(copy)), { recursive: true });
    for (const [title, root] of [
      ['one copy', path.join(work, '0')],
      ['ten copies', work],
    ] as const) {
      const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.xml'))
        .map((file) => path.join(root, file));
      const { ours, theirs } = race(
        {
          title,
          ours: [process.execPath, cli, 'check', '--schema', installedSchemas, '--only', 'schema', root],
          theirs: ['xmllint', '--noout', '--relaxng', schema, ...files],
        },
        runs,
      );
      console.log(
        `${title} (${files.length} documents): virtqueue ${ours.toFixed(2)} s, xmllint ${theirs.toFixed(2)} s, ratio ${(ours / theirs).toFixed(2)}`,
      );
    }
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** One character typed again and again in the middle of a document of about 20 KB, which is then parsed and checked. */
function edits(folder: string): void {
  const { schema: checker } = loadSchema({ origin: 'installed', path: installedSchemas });
  const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const [seed = ''] = texts.sort((a, b) => Math.abs(a.length - 20_000) - Math.abs(b.length - 20_000));
  const at = seed.indexOf('</name>');
  let previous = parseXml(seed);
  checker.check(previous);
  const times: number[] = [];
  for (let edit = 1; edit <= 2000; edit++) {
    const document = parseXml(`${seed.slice(0, at)}${'x'.repeat(edit % 40)}${seed.slice(at)}`);
    const start = performance.now();
    checker.check(document, previous);
    if (edit > 200) times.push(performance.now() - start);
    previous = document;
  }
  console.log(
    `one-character edit, ${seed.length} characters: median ${median(times).toFixed(3)} ms, p99 ${quantile(times, 0.99).toFixed(3)} ms`,
  );
}

const [folder = '', runs = '5'] = process.argv.slice(2);
edits(folder);
processes(folder, Number(runs));
