import { type Automaton, buildAutomaton, type State } from './automaton.ts';
import type { CharacterSet, Expression } from './expression.ts';

/** How many states and characters are remembered; when there are more, remembering starts anew. */
const MEMORY_LIMIT = 2_000;

/** States of the automaton that are taken at the same time, and where each class of characters leads. */
interface Together {
  readonly states: readonly State[];
  readonly isAccepting: boolean;
  readonly next: (Together | undefined)[];
}

/**
 * Matches texts against an expression, in time linear in the text whatever the expression: the deterministic automaton
 * is built as far as texts need it.
 */
export class Matcher {
  readonly #automaton: Automaton;
  readonly #classes: CharacterClasses;
  readonly #known = new Map<string, Together>();
  readonly #start: Together;
  readonly #nowhere: Together;

  constructor(expression: Expression) {
    this.#automaton = buildAutomaton(expression);
    this.#classes = new CharacterClasses(this.#automaton.sets);
    this.#start = this.#together([this.#automaton.start]);
    this.#nowhere = this.#together([]);
  }

  matches(text: string): boolean {
    if (this.#classes.areMany) {
      this.#classes.forget();
      this.#forget();
    }
    let at = this.#start;
    for (let index = 0; index < text.length; index++) {
      const codePoint = text.codePointAt(index) ?? 0;
      if (codePoint > 0xffff) index++;
      const characterClass = this.#classes.of(codePoint);
      let next = at.next[characterClass];
      if (next === undefined) {
        next = this.#after(at, codePoint);
        at.next[characterClass] = next;
      }
      if (next === this.#nowhere) return false;
      at = next;
    }
    return at.isAccepting;
  }

  #after({ states }: Together, codePoint: number): Together {
    return this.#together(states.filter(({ set }) => set?.(codePoint)).flatMap(({ next }) => next));
  }

  #together(from: readonly State[]): Together {
    const together = this.#closure(from);
    const known = this.#known.get(keyOf(together));
    if (known !== undefined) return known;
    if (this.#known.size >= MEMORY_LIMIT) this.#forget();
    this.#known.set(keyOf(together), together);
    return together;
  }

  #forget(): void {
    for (const together of this.#known.values()) together.next.length = 0;
    this.#known.clear();
    for (const together of [this.#start, this.#nowhere]) this.#known.set(keyOf(together), together);
  }

  /** The states that take a character, of all that can be gone to without one. */
  #closure(from: readonly State[]): Together {
    const seen = new Set(from);
    for (const state of seen) if (state.set === undefined) for (const next of state.next) seen.add(next);
    const states = [...seen].filter(({ set }) => set !== undefined).sort((a, b) => a.index - b.index);
    return { states, isAccepting: seen.has(this.#automaton.accepting), next: [] };
  }
}

function keyOf({ states, isAccepting }: Together): string {
  return `${isAccepting} ${states.map(({ index }) => index).join()}`;
}

/** Numbers for characters: two have the same when no set of the expression tells them apart. */
class CharacterClasses {
  readonly #sets: readonly CharacterSet[];
  readonly #bySets = new Map<string, number>();
  readonly #ofAscii: (number | undefined)[] = new Array(128).fill(undefined);
  readonly #ofOthers = new Map<number, number>();

  constructor(sets: readonly CharacterSet[]) {
    this.#sets = sets;
  }

  get areMany(): boolean {
    return this.#bySets.size >= MEMORY_LIMIT;
  }

  forget(): void {
    this.#bySets.clear();
    this.#ofAscii.fill(undefined);
    this.#ofOthers.clear();
  }

  of(codePoint: number): number {
    if (codePoint >= 128) return this.#ofOther(codePoint);
    const known = this.#ofAscii[codePoint] ?? this.#find(codePoint);
    this.#ofAscii[codePoint] = known;
    return known;
  }

  #ofOther(codePoint: number): number {
    const known = this.#ofOthers.get(codePoint);
    if (known !== undefined) return known;
    if (this.#ofOthers.size >= MEMORY_LIMIT) this.#ofOthers.clear();
    const found = this.#find(codePoint);
    this.#ofOthers.set(codePoint, found);
    return found;
  }

  #find(codePoint: number): number {
    const membership = this.#sets.map((has) => (has(codePoint) ? '1' : '0')).join('');
    const known = this.#bySets.get(membership) ?? this.#bySets.size;
    this.#bySets.set(membership, known);
    return known;
  }
}
