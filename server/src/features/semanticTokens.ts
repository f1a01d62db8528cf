import type { DomainDocument } from '../document.ts';
import { readMentions } from '../libvirt/references.ts';
import type { Settings } from '../settings.ts';
import type { Span } from '../xml/tree.ts';

/** What colouring by patterns alone cannot know: whether a value is one of the schema's own, and what refers to what. */
export interface SemanticToken extends Span {
  readonly type: SemanticTokenType;
  /** Whether the thing that is named gets its name here. */
  readonly isDefinition: boolean;
}

/** Names as in the Language Server Protocol, so that every theme has colours for them. */
export const semanticTokenTypes = ['enumMember', 'number', 'variable'] as const;
export type SemanticTokenType = (typeof semanticTokenTypes)[number];

/** In document order, without overlaps, each on one line. */
export function semanticTokens({ xml, domain, text }: DomainDocument, { schema }: Settings): SemanticToken[] {
  const names: SemanticToken[] =
    domain === undefined
      ? []
      : readMentions(xml, domain)
          .filter(({ role }) => role !== 'implied')
          .map(({ start, end, role }) => ({
            start,
            end,
            type: 'variable',
            isDefinition: role === 'definition',
          }));
  const values: SemanticToken[] = (schema?.recognisedValues(xml) ?? []).map(({ start, end, kind }) => ({
    start,
    end,
    type: kind === 'listed' ? 'enumMember' : 'number',
    isDefinition: false,
  }));
  return withoutOverlaps([...names, ...values]).filter(
    ({ start, end }) => !/[\r\n]/.test(text.slice(start, end)),
  );
}

/** Of those that overlap the one that came first. */
function withoutOverlaps(tokens: readonly SemanticToken[]): SemanticToken[] {
  const inOrder = tokens.map((token, rank) => ({ token, rank }));
  inOrder.sort((a, b) => a.token.start - b.token.start || a.rank - b.rank);
  const kept: SemanticToken[] = [];
  for (const { token } of inOrder)
    if (token.start >= (kept.at(-1)?.end ?? 0) && token.end > token.start) kept.push(token);
  return kept;
}
