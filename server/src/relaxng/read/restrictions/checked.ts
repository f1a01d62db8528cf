import type { Grammar, Origin, Pattern } from '../../grammar.ts';

/** A grammar that is to be checked. */
export interface Checked {
  readonly grammar: Grammar;
  /** Every pattern in it that is made of others, each once. */
  readonly composed: ReadonlySet<Pattern>;
  /** Where each pattern was written. */
  readonly origins: ReadonlyMap<Pattern, Origin>;
}

/** Tells what is wrong with a pattern, at its place. */
export type Report = (at: Pattern, message: string) => void;
