import type { DomainDocument } from '../document.ts';
import { nameSpans, placeAt } from '../xml/place.ts';
import type { Span } from '../xml/tree.ts';

/** The names in both tags of the element whose name stands at the offset; empty where there are not two alike. */
export function tagPair({ xml }: DomainDocument, offset: number): Span[] {
  const place = placeAt(xml, offset);
  const names = place?.kind === 'element-name' ? nameSpans(xml, place.element) : [];
  return names.length === 2 ? names : [];
}
