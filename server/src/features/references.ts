import type { DomainDocument } from '../document.ts';
import { areSame, type Mention, mentionAt, readMentions } from '../libvirt/references.ts';
import type { Span } from '../xml/tree.ts';
import type { Highlight } from './highlights.ts';

/** Where the thing that is named at the offset is defined; several where a set names several, or parts share a name. */
export function definitions(document: DomainDocument, offset: number): Span[] {
  const all = sameAsAt(document, offset);
  const explicit = all.filter(({ role }) => role === 'definition');
  return (explicit.length > 0 ? explicit : all.filter(({ role }) => role === 'implied')).map(spanOf);
}

/** Every place that names the thing that is named at the offset; its definition only if asked for. */
export function references(document: DomainDocument, offset: number, withDefinition: boolean): Span[] {
  return mentionsOf(sameAsAt(document, offset))
    .filter(({ role }) => withDefinition || role === 'use')
    .map(spanOf);
}

/** Every place that names the thing that is named at the offset. */
export function referenceHighlights(document: DomainDocument, offset: number): Highlight[] {
  return mentionsOf(sameAsAt(document, offset)).map(({ start, end, role }) => ({
    start,
    end,
    kind: role === 'use' ? 'read' : 'write',
  }));
}

/** The mentions of what is named at the offset, that one among them, in document order. */
function sameAsAt({ xml, domain }: DomainDocument, offset: number): Mention[] {
  if (domain === undefined) return [];
  const mentions = readMentions(xml, domain);
  const here = mentionAt(mentions, offset);
  return here === undefined ? [] : mentions.filter((each) => areSame(each, here));
}

/** A count defines only what nothing else does. */
function mentionsOf(same: readonly Mention[]): readonly Mention[] {
  const isListed = same.some(({ role }) => role === 'definition');
  return isListed ? same.filter(({ role }) => role !== 'implied') : same;
}

function spanOf({ start, end }: Mention): Span {
  return { start, end };
}
