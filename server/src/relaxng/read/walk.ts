import type { Pattern } from '../grammar.ts';

/**
 * Visits a pattern and those inside it, not crossing into the content of elements; patterns with parts once, however
 * often they are used. What `visit` answers false to is not entered.
 */
export function walk(
  pattern: Pattern,
  visit: (pattern: Pattern) => boolean,
  seen = new Set<Pattern>(),
): void {
  if (!hasParts(pattern)) {
    visit(pattern);
    return;
  }
  if (seen.has(pattern)) return;
  seen.add(pattern);
  if (visit(pattern)) forEachPart(pattern, (part) => walk(part, visit, seen));
}

/** Whether the pattern is made of others; an element is not, it starts anew. */
export function hasParts(pattern: Pattern): boolean {
  return 'members' in pattern || 'of' in pattern || (pattern.kind === 'data' && pattern.except !== undefined);
}

export function forEachPart(pattern: Pattern, visit: (part: Pattern) => void): void {
  if ('members' in pattern) for (const member of pattern.members) visit(member);
  else if ('of' in pattern) visit(pattern.of);
  else if (pattern.kind === 'data' && pattern.except !== undefined) visit(pattern.except);
}
