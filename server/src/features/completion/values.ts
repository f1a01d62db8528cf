import type { PossibleValue } from '../../relaxng/index.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Settings } from '../../settings.ts';
import type { XmlAttribute, XmlElement } from '../../xml/tree.ts';
import { examplesFor } from './examples.ts';
import { type Surroundings, type ValuePlaceInDomain, valuesFromSurroundings } from './valueSources.ts';

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
  surroundings: Surroundings,
  parentName: string | undefined,
  elementName: string,
  attributeName: string | undefined,
): ValuePlaceInDomain {
  const [element, parent, except] = [undefined, undefined, undefined];
  return { ...surroundings, parentName, elementName, attributeName, element, parent, except };
}

/** The place of the value of an attribute, or of the text, of an element that is there; `except` is the attribute itself. */
export function placeIn(
  surroundings: Surroundings,
  element: XmlElement,
  attributeName: string | undefined,
  except?: XmlAttribute,
): ValuePlaceInDomain {
  const { name: elementName, parent } = element;
  return { ...surroundings, parentName: parent?.name, elementName, attributeName, element, parent, except };
}
