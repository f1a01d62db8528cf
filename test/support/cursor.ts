import { type DomainDocument, openDocument } from '../../server/src/service.ts';

/** A document with `|` where the cursor is, read without that mark. */
export function openAtCursor(marked: string): { readonly document: DomainDocument; readonly offset: number } {
  const offset = marked.indexOf('|');
  if (offset === -1) throw new RangeError('no cursor mark');
  return { document: openDocument(marked.slice(0, offset) + marked.slice(offset + 1)), offset };
}
