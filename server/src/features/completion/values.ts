import type { DomainDocument } from '../../document.ts';
import type { PossibleValue } from '../../relaxng/index.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Settings } from '../../settings.ts';
import { examplesFor } from './examples.ts';
import { type ValuePlaceInDomain, valuesFromSurroundings } from './valueSources.ts';

export type SettingsWithSchema = Settings & { readonly schema: Schema };

/**
 * What to propose as a value, the likeliest first: what document and host have to offer, then what the schema lists,
 * and where there is neither, something that looks like a value. All of it is accepted at the place.
 */
export function proposedValues(possible: PossibleValue, place: ValuePlaceInDomain): readonly string[] {
  const known = [...valuesFromSurroundings(place), ...possible.allowed].filter(
    (value) => value !== '' && possible.accepts(value),
  );
  return known.length > 0 ? [...new Set(known)] : examplesFor(possible);
}

/** The place of a value in something that is not there yet. */
export function newPlace(
  document: DomainDocument,
  settings: Settings,
  parentName: string | undefined,
  elementName: string,
  attributeName: string | undefined,
): ValuePlaceInDomain {
  return {
    document,
    settings,
    parentName,
    elementName,
    attributeName,
    element: undefined,
    parent: undefined,
    except: undefined,
  };
}
