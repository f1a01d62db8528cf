import type { Name } from '../automaton/alphabet.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { Frame } from '../walk.ts';
import type { SchemaProblem } from './problems.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What those who explain a refusal work with. */
export interface Context {
  readonly automaton: Automaton;
  readonly vocabulary: Vocabulary;
  /** Of the document. */
  readonly text: string;
  report(problem: SchemaProblem): void;
  notes(frame: Frame): Notes;
  /** Whether there is still time to look for what blocks something: in a document full of mistakes there is not. */
  mayExplore(): boolean;
}

/** What to remember about an element while it is read, so that one mistake is told once. */
export interface Notes {
  /** Elements that were said to be too late: they come later. */
  readonly late: Set<Name>;
  /** A part of unknown name was dropped: what seems missing may be it. */
  hasDropped: boolean;
}
