import * as l10n from '@vscode/l10n';
import type { SchemaErrors } from '../errors.ts';
import type { WrittenPattern } from '../syntax.ts';
import { Cursor } from './cursor.ts';
import { Environment } from './environment.ts';
import { readComponents, startsComponents } from './grammar.ts';
import { CompactMistake } from './mistake.ts';
import { readPattern } from './pattern.ts';
import { tokenize } from './tokens.ts';

/** Reads a schema in the compact syntax; undefined when it is none. `namespace` is what its names inherit. */
export function readCompactSyntax(
  file: string,
  text: string,
  namespace: string,
  errors: SchemaErrors,
): WrittenPattern | undefined {
  try {
    const cursor = new Cursor(file, tokenize(text));
    return readFile(new Environment(file, namespace, cursor, errors));
  } catch (mistake) {
    if (!(mistake instanceof CompactMistake)) throw mistake;
    errors.report({ file, start: mistake.start, end: mistake.end }, mistake.message);
    return undefined;
  }
}

function readFile(environment: Environment): WrittenPattern {
  const { cursor } = environment;
  environment.readDeclarations();
  const first = cursor.peek();
  const pattern: WrittenPattern = startsComponents(environment)
    ? { kind: 'grammar', components: readComponents(environment), origin: cursor.origin(first, first) }
    : readPattern(environment);
  if (cursor.peek().kind !== 'end') cursor.unexpected(l10n.t('the end'));
  return pattern;
}
