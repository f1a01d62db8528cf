import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import { expectedValue } from '../explain/expected.ts';
import type { ExpectedValue } from '../explain/problems.ts';
import type { Pattern } from '../grammar.ts';
import type { Namespaces } from '../namespaces.ts';

/** What may be written as a value or a text, and a way to try one. */
export interface PossibleValue extends ExpectedValue {
  accepts(text: string): boolean;
}

/** @param patterns the value has to meet one of them */
export function possibleValue(
  automaton: Automaton,
  patterns: readonly Pattern[],
  namespaces: Namespaces,
): PossibleValue {
  return {
    ...expectedValue(patterns, ''),
    accepts: (text) => patterns.some((pattern) => automaton.strings.meets(pattern, text, namespaces)),
  };
}

/** What a text coming now may be; undefined where none may come. */
export function textAfter(
  automaton: Automaton,
  state: State,
  namespaces: Namespaces,
): PossibleValue | undefined {
  if (automaton.textOfAnyValue(state).isDead) return undefined;
  const strings = automaton.stringsNow(state).map(({ pattern }) => pattern);
  return possibleValue(automaton, strings.length > 0 ? strings : [{ kind: 'text' }], namespaces);
}
