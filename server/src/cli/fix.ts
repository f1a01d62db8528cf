import { writeFileSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import { rules } from '../rules/index.ts';
import { fixAll, openDocument } from '../service.ts';
import { isDomainText } from '../xml/detect.ts';
import { Configuration } from './config.ts';
import { readInputs } from './files.ts';
import { oneOf, parse, UsageError } from './usage.ts';

/** Applies the preferred fixes: the safe ones, or with `--rule` all of that rule's. Standard input goes to standard output. */
export async function fix(args: string[]): Promise<number> {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: {
      rule: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean', default: false },
      config: { type: 'string' },
    },
  });
  if (positionals.length === 0)
    throw new UsageError('fix what? Give a file, a folder, or - for standard input');
  const known = rules.map(({ id }) => id);
  const only = values.rule && new Set(values.rule.map((id) => oneOf('rule', id, known)));
  const configuration = new Configuration(values.config);

  for await (const { file, text } of readInputs(positionals, isDomainText)) {
    const fixed = fixAll(openDocument(text), configuration.settingsFor(file), only);
    if (values['dry-run']) process.stdout.write(patch(file, text, fixed));
    else if (file === '-') process.stdout.write(fixed);
    else if (fixed !== text) {
      writeFileSync(file, fixed);
      process.stdout.write(`${file}: fixed\n`);
    }
  }
  return 0;
}

function patch(file: string, before: string, after: string): string {
  return before === after ? '' : createTwoFilesPatch(file, file, before, after, '', '', { context: 3 });
}
