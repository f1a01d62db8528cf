import type { CharacterSet, Expression } from './expression.ts';

/**
 * A state of the nondeterministic automaton: it takes a character of `set` and goes on at `next`, or, without set,
 * goes on at all of `next` at once.
 */
export interface State {
  readonly set: CharacterSet | undefined;
  readonly next: State[];
  readonly index: number;
}

export interface Automaton {
  readonly start: State;
  readonly accepting: State;
  readonly sets: readonly CharacterSet[];
}

/** Thompson's construction, from the end to the start. */
export function buildAutomaton(expression: Expression): Automaton {
  return new Builder().build(expression);
}

class Builder {
  readonly #sets = new Set<CharacterSet>();
  #count = 0;

  build(expression: Expression): Automaton {
    const accepting = this.#state(undefined, []);
    const start = this.#before(expression, accepting);
    return { start, accepting, sets: [...this.#sets] };
  }

  #state(set: CharacterSet | undefined, next: State[]): State {
    return { set, next, index: this.#count++ };
  }

  /** The state at which `expression` starts when `next` follows it. */
  #before(expression: Expression, next: State): State {
    switch (expression.kind) {
      case 'character':
        this.#sets.add(expression.set);
        return this.#state(expression.set, [next]);
      case 'sequence':
        return expression.parts.reduceRight((after, part) => this.#before(part, after), next);
      case 'branches':
        return this.#state(
          undefined,
          expression.parts.map((part) => this.#before(part, next)),
        );
      case 'repeat':
        return this.#repeated(expression, next);
    }
  }

  #repeated({ of, min, max }: Extract<Expression, { kind: 'repeat' }>, next: State): State {
    let start = next;
    if (max === Number.POSITIVE_INFINITY) {
      start = this.#state(undefined, [next]);
      start.next.push(this.#before(of, start));
    } else {
      for (let left = max - min; left > 0; left--)
        start = this.#state(undefined, [next, this.#before(of, start)]);
    }
    for (let left = min; left > 0; left--) {
      const count = this.#count;
      start = this.#before(of, start);
      if (this.#count === count) break;
    }
    return start;
  }
}
