import type { Grammar, Origin, Pattern } from '../../grammar.ts';
import type { SchemaErrors } from '../errors.ts';
import { Checked } from './checked.ts';
import { checkContentTypes } from './contentTypes.ts';
import { Kinds } from './kinds.ts';
import { checkOverlaps } from './overlaps.ts';
import { checkPlaces } from './places.ts';

/** Checks the restrictions of the specification (section 7). What one step finds makes the later ones guess: it ends there. */
export function checkRestrictions(
  grammar: Grammar,
  origins: ReadonlyMap<Pattern, Origin>,
  errors: SchemaErrors,
): void {
  const checked = new Checked(grammar, origins, errors);
  const kinds = new Kinds();
  for (const check of [checkPlaces, checkContentTypes, checkOverlaps]) if (errors.none) check(checked, kinds);
}
