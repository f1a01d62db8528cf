/**
 * How much of what libvirt's schema refuses the built-in grammar lets pass, on mutated domains:
 * node --import tsx test/relaxng/builtInMisses.ts [N] [SEED]
 */
import path from 'node:path';
import { isValid } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { builtInAutomaton, corpus, libvirtAutomaton } from './libxml2.ts';
import { mutations } from './mutations.ts';

export interface Misses {
  /** Mutated documents that libvirt's schema refuses. */
  readonly refused: number;
  /** Those of them that the built-in grammar accepts. */
  readonly missed: number;
  /** Documents that are valid by libvirt's schema, unmutated, and that the built-in grammar refuses. */
  readonly refusedWrongly: readonly string[];
}

export function builtInMisses(count: number, seed: number): Misses {
  const libvirt = libvirtAutomaton();
  const builtIn = builtInAutomaton();
  const documents = corpus();
  const refusedWrongly = documents
    // Fixtures of rules are wrong on purpose: libvirt's schema takes numbers that libvirt itself then refuses.
    .filter(({ file }) => !file.endsWith('.failing.xml'))
    .filter(({ text }) => {
      const document = parseXml(text);
      return isValid(libvirt, document) && !isValid(builtIn, document);
    })
    .map(({ file }) => path.basename(file));
  let [refused, missed, seen] = [0, 0, 0];
  const sources = documents.map(({ text }) => text);
  for (const { text } of mutations(sources, seed)) {
    const document = parseXml(text);
    if (document.problems.length > 0) continue;
    if (!isValid(libvirt, document)) {
      refused++;
      if (isValid(builtIn, document)) missed++;
    }
    if (++seen === count) break;
  }
  return { refused, missed, refusedWrongly };
}

if (require.main === module) {
  const [count = '20000', seed = '1'] = process.argv.slice(2);
  const { refused, missed, refusedWrongly } = builtInMisses(Number(count), Number(seed));
  console.log(
    `libvirt's schema refuses ${refused} of ${count} mutated documents; the built-in grammar misses ${missed}`,
  );
  console.log(
    `that is ${((100 * missed) / refused).toFixed(2)} %; unmutated documents refused wrongly: ${refusedWrongly.length}`,
  );
  for (const file of refusedWrongly) console.log(`  ${file}`);
}
