import type { SchemaErrors } from '../errors.ts';
import type { Checked, Report } from './checked.ts';
import { checkContentTypes } from './contentTypes.ts';
import { Kinds } from './kinds.ts';
import { checkOverlaps } from './overlaps.ts';
import { checkPlaces } from './places.ts';

/** Checks the restrictions of the specification (section 7). One step's mistakes would mislead the next: it ends there. */
export function checkRestrictions(checked: Checked, errors: SchemaErrors): void {
  const report: Report = (at, message) => {
    const origin = checked.origins.get(at);
    if (origin !== undefined) errors.report(origin, message);
  };
  const kinds = new Kinds();
  for (const check of [checkPlaces, checkContentTypes, checkOverlaps])
    if (errors.none) check(checked, kinds, report);
}
