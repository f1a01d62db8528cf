import type { ElementPattern, Pattern } from '../grammar.ts';
import { walk } from './walk.ts';

/** Every element pattern that can be reached from `start`, each once, outer ones first. */
export function reachableElements(start: Pattern): ElementPattern[] {
  const elements = new Set<ElementPattern>();
  const seen = new Set<Pattern>();
  const collect = (pattern: Pattern): boolean => {
    if (pattern.kind === 'element') elements.add(pattern);
    return true;
  };
  walk(start, collect, seen);
  for (const { content } of elements) walk(content, collect, seen);
  return [...elements];
}
