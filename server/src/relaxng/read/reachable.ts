import type { ElementPattern, Pattern } from '../grammar.ts';
import { walk } from './walk.ts';

/** What can be reached from a start. */
export interface Reachable {
  /** Each once, outer ones first. */
  readonly elements: readonly ElementPattern[];
  /** Every pattern that is made of others, each once. */
  readonly composed: ReadonlySet<Pattern>;
}

export function reachableFrom(start: Pattern): Reachable {
  const elements = new Set<ElementPattern>();
  const composed = new Set<Pattern>();
  const collect = (pattern: Pattern): boolean => {
    if (pattern.kind === 'element') elements.add(pattern);
    return true;
  };
  walk(start, collect, composed);
  for (const { content } of elements) walk(content, collect, composed);
  return { elements: [...elements], composed };
}
