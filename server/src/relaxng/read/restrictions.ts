import type { Grammar, Origin, Pattern } from '../grammar.ts';
import type { SchemaErrors } from './errors.ts';
export function checkRestrictions(
  _grammar: Grammar,
  _origins: ReadonlyMap<Pattern, Origin>,
  _errors: SchemaErrors,
): void {}
