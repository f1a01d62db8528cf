import type { DomainDocument } from '../document.ts';
import type { Span } from '../xml/tree.ts';
import { referenceHighlights } from './references.ts';
import { tagPair } from './tagPairs.ts';

/** A place that belongs to what stands at the cursor; `write` is where a thing gets its name. */
export interface Highlight extends Span {
  readonly kind: 'text' | 'read' | 'write';
}

const sources: readonly ((document: DomainDocument, offset: number) => Highlight[])[] = [
  referenceHighlights,
  (document, offset) => tagPair(document, offset).map((name) => ({ ...name, kind: 'text' })),
];

/** What is highlighted when the cursor stands at the offset. */
export function highlights(document: DomainDocument, offset: number): Highlight[] {
  return sources.flatMap((source) => source(document, offset));
}
