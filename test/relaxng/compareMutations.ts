/**
 * Compares verdicts with libxml2 on mutated documents: node --import tsx test/relaxng/compareMutations.ts [N] [SEED]
 */
import path from 'node:path';
import { isValid, validate } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { corpus, libvirtAutomaton, libvirtSchemas, libxml2Verdicts } from './libxml2.ts';
import { mutations } from './mutations.ts';

async function compare(count: number, seed: number): Promise<void> {
  const automaton = libvirtAutomaton();
  const verdict = await libxml2Verdicts(path.join(libvirtSchemas, 'domain.rng'));
  const documents = corpus();
  const problemCounts = new Map<number, number>();
  let compared = 0;
  let refused = 0;
  let different = 0;
  for (const { source, kind, text } of mutations(
    documents.map((each) => each.text),
    seed,
  )) {
    const theirs = verdict(text);
    if (theirs === undefined) continue;
    const document = parseXml(text);
    const ours = isValid(automaton, document);
    const problems = validate(automaton, document);
    if (!theirs) refused++;
    if (ours !== theirs || ours !== (problems.length === 0)) {
      different++;
      const found = problems.map(({ kind: code, start, end }) => `${code} ${text.slice(start, end)}`);
      console.log(
        `${documents[source]?.file}, ${kind}: libxml2 ${theirs}, ours ${ours}: ${found.join('; ')}`,
      );
    }
    if (!ours) problemCounts.set(problems.length, (problemCounts.get(problems.length) ?? 0) + 1);
    if (++compared === count) break;
  }
  const spread = [...problemCounts]
    .sort(([a], [b]) => a - b)
    .map(([problems, times]) => `${problems}: ${times}`);
  console.log(`${compared} documents, ${refused} refused by libxml2, ${different} different verdicts`);
  console.log(`problems per refused document: ${spread.join(', ')}`);
}

void compare(Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 1));
