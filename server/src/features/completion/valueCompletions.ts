import type { DomainDocument } from '../../document.ts';
import { prevailingQuote } from '../../xml/style.ts';
import type { Completion } from './completions.ts';
import { attributeDocumentation } from './documentation.ts';
import type { ValuePlace } from './place.ts';
import { reference } from './snippet.ts';
import { surroundingsIn } from './valueSources.ts';
import { placeIn, proposedValues, type SettingsWithSchema } from './values.ts';

export function valueCompletions(
  document: DomainDocument,
  { attribute, replace, missing }: ValuePlace,
  settings: SettingsWithSchema,
): Completion[] {
  const { owner, name } = attribute;
  const possible = settings.schema.valuesOf(document.xml, attribute);
  if (possible === undefined) return [];
  const quote = attribute.quote || prevailingQuote(document.xml);
  const place = placeIn(surroundingsIn(document, settings), owner, name, attribute);
  const values = proposedValues(possible, place);
  return values.map((value, index) => ({
    kind: 'value',
    label: value,
    filterText: reference(value),
    sortText: sortKey(index),
    edit: {
      ...replace,
      newText: `${missing === 'both' ? quote : ''}${reference(value)}${missing === 'none' ? '' : quote}`,
    },
    isSnippet: false,
    documentation: () => attributeDocumentation(settings, document, owner, name, attribute),
  }));
}

/** Keeps the order in which values are proposed. */
export function sortKey(index: number): string {
  return String(index).padStart(4, '0');
}
