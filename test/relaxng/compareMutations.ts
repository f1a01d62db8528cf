/** Compares verdicts with libxml2 on mutated documents: node --import tsx test/relaxng/compareMutations.ts [N] [SEED] */
import { compareOnMutations } from './oracle.ts';

async function main([count = '20000', seed = '1']: string[]): Promise<void> {
  const { compared, refused, explained, different, problems } = await compareOnMutations(
    Number(count),
    Number(seed),
  );
  for (const line of different) console.log(line);
  const spread = [...problems].sort(([a], [b]) => a - b).map(([each, times]) => `${each}: ${times}`);
  console.log(
    `${compared} documents, ${refused} refused by libxml2, ${explained} of them in error, ${different.length} other differences`,
  );
  console.log(`problems per document: ${spread.join(', ')}`);
}

void main(process.argv.slice(2));
