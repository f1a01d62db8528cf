import type { Automaton } from '../automaton/automaton.ts';
import { type KnownState, learn } from './known.ts';
import { isKnownToBeValid } from './scan.ts';

/** A share so small is mostly of documents with faults, which teach nothing. */
const worthLearning = 0.02;

/** What is known of an automaton, as it is asked and grows. */
export class KnownDocuments {
  readonly #automaton: Automaton;
  readonly #recall: () => KnownState;
  #start: KnownState | undefined;
  #asked = 0;
  #unknown = 0;

  /** @param recall gives the state before a root element; called once, when that is first needed: editors never ask */
  constructor(automaton: Automaton, recall: () => KnownState) {
    this.#automaton = automaton;
    this.#recall = recall;
  }

  /** Before a root element. */
  get start(): KnownState {
    this.#start ??= this.#recall();
    return this.#start;
  }

  /** Whether the text is a valid document, as far as is known. False says nothing. */
  allow(text: string): boolean {
    const isKnown = isKnownToBeValid(this.#automaton, this.start, text);
    this.#asked++;
    if (!isKnown) this.#unknown++;
    return isKnown;
  }

  /** Takes over what the automaton has found out in the meantime; true when that was something new. */
  learn(): boolean {
    return this.#unknown > worthLearning * this.#asked && learn(this.start, this.#automaton.start());
  }
}
