import type { Pattern } from '../grammar.ts';

/**
 * Visits a pattern and those inside it, each once, not crossing into the content of elements. What `visit` answers
 * false to is not entered.
 */
export function walk(
  pattern: Pattern,
  visit: (pattern: Pattern) => boolean,
  seen = new Set<Pattern>(),
): void {
  if (seen.has(pattern)) return;
  seen.add(pattern);
  if (visit(pattern)) for (const part of partsOf(pattern)) walk(part, visit, seen);
}

/** What a pattern is made of; nothing for an element. */
export function partsOf(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'choice':
    case 'group':
    case 'interleave':
      return pattern.members;
    case 'oneOrMore':
    case 'list':
    case 'attribute':
      return [pattern.of];
    case 'data':
      return pattern.except ? [pattern.except] : [];
    default:
      return [];
  }
}
