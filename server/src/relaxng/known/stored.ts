import type { Alphabet, Name } from '../automaton/alphabet.ts';
import { type Grammar, type Pattern, patternsOf } from '../grammar.ts';
import { type KnownOpening, type KnownState, type KnownStep, knownState, knownStep } from './known.ts';

/**
 * What is known of an automaton as data that JSON can hold; states, steps, names and patterns are named by their places
 * in lists. It fits the grammar it was made with, and one that was stored and restored since.
 */
interface Stored {
  readonly names: readonly (readonly [namespace: string | null, local: string | null])[];
  /** The first is the one before a root element. */
  readonly states: readonly StoredState[];
  readonly steps: readonly StoredStep[];
}

type StoredState = readonly [
  flags: number,
  /** Name, first state inside, and then pairs of last state and state after. */
  openings: readonly (readonly number[])[],
  /** Pairs of name and step. */
  attributes: readonly number[],
  text: number | null,
  content: number | null,
  /** Pairs. */
  unions: readonly number[],
];
type StoredStep = readonly [asked: readonly number[], byClass: readonly (readonly [string, number])[]];

const FINAL = 1;
const TEXT = 2;

export function storeKnown(start: KnownState, grammar: Grammar): string {
  return JSON.stringify(new Writer(grammar).write(start));
}

/** @throws when the text is not one that `storeKnown` gave for this grammar. */
export function restoreKnown(text: string, grammar: Grammar, alphabet: Alphabet): KnownState {
  const stored = JSON.parse(text) as Stored;
  const patterns = stringPatterns(grammar);
  const names = stored.names.map(([namespace, local]) => alphabet.same(namespace, local));
  const states = stored.states.map(([flags]) =>
    knownState({ isFinal: (flags & FINAL) > 0, hasText: (flags & TEXT) > 0 }),
  );
  const state = (place?: number) => at(states, place);
  const name = (place?: number) => at(names, place);
  const steps = stored.steps.map(([asked, byClass]): KnownStep => {
    const restored = knownStep(asked.map((place) => at(patterns, place)));
    for (const [key, place] of byClass) restored.byClass.set(key, state(place));
    return restored;
  });
  const step = (place?: number) => at(steps, place);
  // Plain loops: this runs once, before anything is compiled well.
  for (let place = 0; place < states.length; place++) {
    const restored = state(place);
    const [, openings, attributes, textStep, content, unions] = at(stored.states, place);
    for (const opening of openings) {
      const exits = new Map<KnownState, KnownState>();
      for (let at = 2; at < opening.length; at += 2) exits.set(state(opening[at]), state(opening[at + 1]));
      restored.openings.set(name(opening[0]), { inner: state(opening[1]), exits });
    }
    for (let at = 0; at < attributes.length; at += 2)
      restored.attributes.set(name(attributes[at]), step(attributes[at + 1]));
    if (textStep !== null) restored.text = step(textStep);
    if (content !== null) restored.content = state(content);
    for (let at = 0; at < unions.length; at += 2)
      restored.unions.set(state(unions[at]), state(unions[at + 1]));
  }
  return state(0);
}

class Writer {
  readonly #patterns: ReadonlyMap<Pattern, number>;
  readonly #names = new Places<Name>();
  readonly #states = new Places<KnownState>();
  readonly #steps = new Places<KnownStep>();

  constructor(grammar: Grammar) {
    this.#patterns = new Map(stringPatterns(grammar).map((pattern, place) => [pattern, place]));
  }

  write(start: KnownState): Stored {
    this.#states.of(start);
    const states: StoredState[] = [];
    const steps: StoredStep[] = [];
    // Writing a state meets others, which join the end of the list.
    for (const state of this.#states.all) {
      states.push(this.#state(state));
      for (const step of this.#steps.all.slice(steps.length)) steps.push(this.#step(step));
    }
    const names = this.#names.all.map(({ namespace, local }) => [namespace ?? null, local ?? null] as const);
    return { names, states, steps };
  }

  #state({ isFinal, hasText, openings, attributes, text, content, unions }: KnownState): StoredState {
    const state = (each: KnownState) => this.#states.of(each);
    return [
      (isFinal ? FINAL : 0) | (hasText ? TEXT : 0),
      Array.from(openings, ([name, opening]) => this.#opening(name, opening)),
      Array.from(attributes, ([name, step]) => [this.#names.of(name), this.#steps.of(step)]).flat(),
      text === undefined ? null : this.#steps.of(text),
      content === undefined ? null : state(content),
      Array.from(unions, (pair) => pair.map(state)).flat(),
    ];
  }

  #opening(name: Name, { inner, exits }: KnownOpening): number[] {
    const pairs = Array.from(exits, (pair) => pair.map((each) => this.#states.of(each)));
    return [this.#names.of(name), this.#states.of(inner), ...pairs.flat()];
  }

  #step({ asked, byClass }: KnownStep): StoredStep {
    return [
      asked.map((pattern) => this.#patterns.get(pattern) ?? -1),
      Array.from(byClass, ([key, state]) => [key, this.#states.of(state)]),
    ];
  }
}

/** Gives each thing a place in a list, in the order in which they are met. */
class Places<T> {
  readonly all: T[] = [];
  readonly #places = new Map<T, number>();

  of(thing: T): number {
    let place = this.#places.get(thing);
    if (place === undefined) {
      place = this.all.push(thing) - 1;
      this.#places.set(thing, place);
    }
    return place;
  }
}

/** Every pattern that a text may be asked to meet. */
function stringPatterns(grammar: Grammar): Pattern[] {
  const found = new Set<Pattern>();
  for (const pattern of patternsOf(grammar)) {
    if (pattern.kind === 'attribute') found.add(pattern.of);
    else if (pattern.kind === 'data' || pattern.kind === 'value' || pattern.kind === 'list')
      found.add(pattern);
  }
  return [...found];
}

function at<T>(list: readonly T[], place = -1): T {
  const item = list[place];
  if (item === undefined) throw new RangeError(`nothing at ${place}`);
  return item;
}
