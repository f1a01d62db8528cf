import type { Name } from '../automaton/alphabet.ts';
import type { Opening, State, ValueStep } from '../automaton/state.ts';
import { stringPatternOf } from '../automaton/strings.ts';
import type { Pattern } from '../grammar.ts';

/**
 * The part of the automaton that sound documents have used, without the patterns it was derived from: small enough to be
 * kept between runs, and quick to follow. What it does not know, the automaton still has to tell.
 */
export interface KnownState {
  readonly isFinal: boolean;
  readonly hasText: boolean;
  readonly openings: Map<Name, KnownOpening>;
  readonly attributes: Map<Name, KnownStep>;
  text: KnownStep | undefined;
  /** After the last attribute; the state itself where no attribute can come. */
  content: KnownState | undefined;
  /** This state or that, by that. */
  readonly unions: Map<KnownState, KnownState>;
}

export interface KnownOpening {
  readonly inner: KnownState;
  /** The state after the element, by its last state. */
  readonly exits: Map<KnownState, KnownState>;
}

/** Where texts lead: by which of the patterns asked they meet, as their places in `asked`. */
export interface KnownStep {
  readonly asked: readonly Pattern[];
  readonly byClass: Map<string, KnownState>;
  /** For texts seen in this run. They are never kept: they may be secrets. */
  readonly byText: Map<string, KnownState>;
}

export function knownState({ isFinal, hasText }: Pick<KnownState, 'isFinal' | 'hasText'>): KnownState {
  return {
    isFinal,
    hasText,
    openings: new Map(),
    attributes: new Map(),
    text: undefined,
    content: undefined,
    unions: new Map(),
  };
}

export function knownStep(asked: readonly Pattern[]): KnownStep {
  return { asked, byClass: new Map(), byText: new Map() };
}

/** What class of texts it is that meets those patterns. */
export function classOf({ asked }: KnownStep, isMet: (pattern: Pattern) => boolean): string {
  let key = '';
  for (let place = 0; place < asked.length; place++) {
    const pattern = asked[place];
    if (pattern !== undefined && isMet(pattern)) key += `${place} `;
  }
  return key;
}

/** More than any schema's documents need; what goes beyond is not worth keeping. */
const STATE_LIMIT = 20_000;

/**
 * Adds to `known`, the state before a root element, what the automaton has found out from `start`. States are recognised
 * by the way to them. True when there was something new.
 */
export function learn(known: KnownState, start: State): boolean {
  const learning = new Learning(known, start);
  let isNew = false;
  while (learning.pass()) isNew = true;
  return isNew;
}

class Learning {
  /** Every state met, with what it is known as. */
  readonly #met: Map<State, KnownState>;
  #news = 0;

  constructor(known: KnownState, start: State) {
    this.#met = new Map([[start, known]]);
  }

  /** True when it found something new: then there may be more, since an exit needs a last state that is known. */
  pass(): boolean {
    this.#news = 0;
    // States met on the way join the end of the map, and are visited as well.
    for (const [state, known] of this.#met) {
      if (this.#met.size > STATE_LIMIT) return false;
      for (const [name, opening] of state.openings) if (opening) this.#opening(known, name, opening);
      for (const [name, step] of state.attributes) {
        const learnt = this.#step(known.attributes.get(name), step);
        if (learnt !== undefined) this.#add(known.attributes, name, learnt);
      }
      if (state.text !== undefined) known.text = this.#step(known.text, state.text);
      this.#content(known, state.hasAttributes ? state.content : state);
      for (const [other, union] of state.unions) this.#byState(known.unions, other, union);
    }
    return this.#news > 0;
  }

  #opening(known: KnownState, name: Name, { inner, exits }: Opening): void {
    const before = known.openings.get(name);
    const opening = before ?? { inner: this.#state(undefined, inner), exits: new Map() };
    this.#state(opening.inner, inner);
    this.#add(known.openings, name, opening);
    for (const [last, after] of exits) this.#byState(opening.exits, last, after);
  }

  #content(known: KnownState, content: State | undefined): void {
    if (content === undefined) return;
    const learnt = this.#state(known.content, content);
    if (known.content === undefined) this.#news++;
    known.content = learnt;
  }

  #byState(states: Map<KnownState, KnownState>, key: State, state: State): void {
    const knownKey = this.#met.get(key);
    if (knownKey !== undefined) this.#add(states, knownKey, this.#state(states.get(knownKey), state));
  }

  /** Steps that look at the prefixes in force are left to the automaton. */
  #step(known: KnownStep | undefined, { asked, byClass, isByText }: ValueStep): KnownStep | undefined {
    if (!isByText) return known;
    const step = known ?? knownStep(asked.map(stringPatternOf));
    for (const [ids, state] of byClass) {
      const met = new Set(ids.split(','));
      const patterns = new Set(asked.filter(({ id }) => met.has(String(id))).map(stringPatternOf));
      const key = classOf(step, (pattern) => patterns.has(pattern));
      this.#add(step.byClass, key, this.#state(step.byClass.get(key), state));
    }
    return step;
  }

  /** What a state is known as: what the way to it leads to already, or else a state of its own. */
  #state(known: KnownState | undefined, state: State): KnownState {
    const met = this.#met.get(state);
    if (met !== undefined) return known ?? met;
    const learnt = known ?? knownState(state);
    this.#met.set(state, learnt);
    return learnt;
  }

  #add<Key, Value>(to: Map<Key, Value>, key: Key, value: Value): void {
    if (to.has(key)) return;
    to.set(key, value);
    this.#news++;
  }
}
