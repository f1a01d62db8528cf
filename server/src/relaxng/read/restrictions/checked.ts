import type { Grammar, Origin, Pattern } from '../../grammar.ts';
import type { SchemaErrors } from '../errors.ts';
import { walk } from '../walk.ts';

/** A grammar that is being checked. */
export class Checked {
  readonly grammar: Grammar;
  /** Every pattern in it that has parts, each once. */
  readonly patterns: ReadonlySet<Pattern>;
  readonly #origins: ReadonlyMap<Pattern, Origin>;
  readonly #errors: SchemaErrors;

  constructor(grammar: Grammar, origins: ReadonlyMap<Pattern, Origin>, errors: SchemaErrors) {
    this.grammar = grammar;
    this.#origins = origins;
    this.#errors = errors;
    const patterns = new Set<Pattern>();
    for (const root of [grammar.start, ...grammar.elements.map(({ content }) => content)])
      walk(root, () => true, patterns);
    this.patterns = patterns;
  }

  get isFine(): boolean {
    return this.#errors.none;
  }

  report(at: Pattern, message: string): void {
    const origin = this.#origins.get(at);
    if (origin !== undefined) this.#errors.report(origin, message);
  }
}
