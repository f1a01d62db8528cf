import type { SchemaErrors } from '../errors.ts';
import type { WrittenPattern } from '../syntax.ts';
export function readCompactSyntax(
  file: string,
  _text: string,
  _namespace: string,
  errors: SchemaErrors,
): WrittenPattern | undefined {
  errors.report({ file, start: 0, end: 0 }, 'not yet');
  return undefined;
}
