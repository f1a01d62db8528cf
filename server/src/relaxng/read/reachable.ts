import type { ElementPattern, Pattern } from '../grammar.ts';

/** Every element pattern that can be reached from `start`, each once, outer ones first. */
export function reachableElements(start: Pattern): ElementPattern[] {
  const elements = new Set<ElementPattern>();
  const seen = new Set<Pattern>();
  collect(start, elements, seen);
  for (const element of elements) collect(element.content, elements, seen);
  return [...elements];
}

function collect(pattern: Pattern, elements: Set<ElementPattern>, seen: Set<Pattern>): void {
  if (seen.has(pattern)) return;
  seen.add(pattern);
  if (pattern.kind === 'element') elements.add(pattern);
  else if ('members' in pattern) for (const member of pattern.members) collect(member, elements, seen);
  else if (pattern.kind === 'oneOrMore') collect(pattern.of, elements, seen);
}
