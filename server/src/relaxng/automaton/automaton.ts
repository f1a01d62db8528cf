import type { ElementPattern, Grammar, ValueContext } from '../grammar.ts';
import { Alphabet, type Name } from './alphabet.ts';
import { Compiler } from './compile.ts';
import { Derivatives, type Mode } from './derivatives.ts';
import { type AttributeNode, type ElementNode, type Node, Nodes, type StringNode } from './nodes.ts';
import { type Follower, type Opening, State, type ValueStep } from './state.ts';
import { isBlank, isContextual, Strings, stringPatternOf } from './strings.ts';

/** Steps one document may take where the automaton is not built yet; libvirt's largest take some ten thousand. */
const STEP_LIMIT = 4_000_000;
/** Transitions remembered before all are forgotten. */
const TRANSITION_LIMIT = 1_000_000;
/** Texts remembered for one transition, and how long they may be: longer ones rarely come again. */
const TEXT_LIMIT = 128;
const TEXT_LENGTH_LIMIT = 64;

/**
 * The automaton of a schema, built as documents ask for it. It reads a document as nested words: within an element the
 * state says what may come, and what comes after the element waits in its `Opening`, so that the same element leads
 * through the same states wherever it stands.
 */
export class Automaton {
  readonly grammar: Grammar;
  readonly alphabet: Alphabet;
  readonly derivatives: Derivatives;
  readonly strings: Strings;
  readonly #nodes = new Nodes();
  readonly #compiler: Compiler;
  /** By the nodes of the branches: the id of the only one, or all ids. */
  #states = new Map<number | string, State>();
  #transitions = 0;

  constructor(grammar: Grammar) {
    this.grammar = grammar;
    this.alphabet = new Alphabet(grammar);
    this.derivatives = new Derivatives(this.#nodes);
    this.#compiler = new Compiler(this.#nodes, this.alphabet);
    this.strings = new Strings(this.#compiler, this.derivatives);
  }

  /** The state before the root element. To be asked for once for each document: the work for it is limited from here on. */
  start(): State {
    if (this.#nodes.isFull || this.#transitions > TRANSITION_LIMIT) this.forget();
    this.#nodes.stepsLeft = STEP_LIMIT;
    return this.#state([this.#compiler.compile(this.grammar.start)]);
  }

  /** Lets go of all that was built; it is built anew as documents ask for it. */
  forget(): void {
    this.#nodes.forget();
    this.#states = new Map();
    this.#transitions = 0;
  }

  /** How many of the steps allowed for this document have been taken. */
  get steps(): number {
    return STEP_LIMIT - this.#nodes.stepsLeft;
  }

  /** Undefined when no element of that name may come. */
  open(state: State, name: Name): Opening | undefined {
    let opening = state.openings.get(name);
    if (opening === undefined && !state.openings.has(name)) {
      opening = this.#open(state, name, 'strict');
      state.openings.set(name, opening);
      this.#transitions++;
    }
    return opening;
  }

  /** The same past elements that ought to come first. */
  openLeniently(state: State, name: Name): Opening | undefined {
    return this.open(state, name) ?? this.#open(state, name, 'lenient');
  }

  #open(state: State, name: Name, mode: Mode): Opening | undefined {
    const followers = new Map<ElementNode, Follower[]>();
    for (const [branch, node] of state.branches.entries()) {
      for (const { element, rest } of this.derivatives.open(node, name, mode)) {
        const known = followers.get(element);
        if (known === undefined) followers.set(element, [{ branch, rest }]);
        else known.push({ branch, rest });
      }
    }
    if (followers.size === 0) return undefined;
    const elements = [...followers.keys()].map(({ pattern }) => pattern);
    const inner = this.inside(elements);
    return inner.isDead
      ? undefined
      : { inner, elements, followers: [...followers.values()], exits: new Map(), passed: undefined };
  }

  /** The state at the start of an element that is one of these. */
  inside(elements: readonly ElementPattern[]): State {
    return this.#state(elements.map((element) => this.#compiler.content(element)));
  }

  /** The state of `outer` after an element that has ended in `last`, which is final. */
  leave(outer: State, opening: Opening, last: State): State {
    let after = opening.exits.get(last);
    if (after === undefined) {
      after = this.#after(outer, opening, last, ({ isNullable }) => isNullable);
      opening.exits.set(last, after);
      this.#transitions++;
    }
    return after;
  }

  /** The same for an element that lacks something. */
  leaveLeniently(outer: State, opening: Opening, last: State): State {
    return this.#after(outer, opening, last, ({ kind }) => kind !== 'notAllowed');
  }

  /** The same for an element whatever is in it. */
  pass(outer: State, opening: Opening): State {
    opening.passed ??= this.leaveLeniently(outer, opening, opening.inner);
    return opening.passed;
  }

  #after(outer: State, { followers }: Opening, last: State, hasEnded: (branch: Node) => boolean): State {
    const ways: Node[][] = outer.branches.map(() => []);
    for (const [place, branch] of last.branches.entries())
      if (hasEnded(branch)) for (const { branch: of, rest } of followers[place] ?? []) ways[of]?.push(rest);
    return this.#state(ways.map((rests) => this.#nodes.choice(rests)));
  }

  /** After an attribute with that value; dead when it may not be here. */
  attribute(state: State, name: Name, value: string, context: ValueContext): State {
    const step = this.#attributeStep(state, name);
    return (
      step.byText.get(value) ??
      this.#follow(step, value, context, (accepting) =>
        this.#each(state, (node) => this.derivatives.afterAttribute(node, name, accepting)),
      )
    );
  }

  /** After an attribute of which only the name counts. */
  attributeOfAnyValue(state: State, name: Name): State {
    const accepting = new Set<Node>(this.attributesNamed(state, name));
    return this.#each(state, (node) => this.derivatives.afterAttribute(node, name, accepting));
  }

  /** The attribute patterns of that name that may still be met. */
  attributesNamed(state: State, name: Name): readonly AttributeNode[] {
    return this.#attributeStep(state, name).asked;
  }

  #attributeStep(state: State, name: Name): ValueStep<AttributeNode> {
    let step = state.attributes.get(name);
    if (step === undefined) {
      const found = new Set<AttributeNode>();
      for (const node of state.branches) this.derivatives.attributesNamed(node, name, found);
      step = valueStep([...found]);
      state.attributes.set(name, step);
    }
    return step;
  }

  /** After the last attribute; dead when one is missing. */
  content(state: State): State {
    if (!state.hasAttributes) return state;
    state.content ??= this.#each(state, (node) => this.derivatives.afterAttributes(node, 'strict'));
    return state.content;
  }

  contentLeniently(state: State): State {
    return this.#each(state, (node) => this.derivatives.afterAttributes(node, 'lenient'));
  }

  /** After a text among elements, which is not blank; dead when none or another is due. */
  text(state: State, text: string, context: ValueContext): State {
    const step = this.#textStep(state);
    return (
      step.byText.get(text) ??
      this.#follow(step, text, context, (accepting) =>
        this.#each(state, (node) => this.derivatives.afterText(node, accepting)),
      )
    );
  }

  /** After all the text of an element that has no elements in it, which may be none. */
  wholeText(state: State, text: string, context: ValueContext): State {
    if (text === '' && !state.hasText) return state;
    if (!isBlank(text)) return this.text(state, text, context);
    if (!state.hasText) return state;
    return this.#orElse(state, this.text(state, text, context));
  }

  #orElse(state: State, other: State): State {
    let either = state.unions.get(other);
    if (either === undefined) {
      either = this.union([state, other]);
      state.unions.set(other, either);
      this.#transitions++;
    }
    return either;
  }

  textOfAnyValue(state: State): State {
    const accepting = new Set<Node>(this.#textStep(state).asked);
    return this.#each(state, (node) => this.derivatives.afterText(node, accepting));
  }

  /** The patterns that would look at a text coming now. */
  stringsNow(state: State): readonly StringNode[] {
    return this.#textStep(state).asked;
  }

  #textStep(state: State): ValueStep<StringNode> {
    if (state.text === undefined) {
      const found = new Set<StringNode>();
      for (const node of state.branches) this.derivatives.stringsNow(node, found);
      state.text = valueStep([...found]);
    }
    return state.text;
  }

  #follow(
    { asked, byClass, byText, isByText }: ValueStep,
    text: string,
    context: ValueContext,
    derive: (accepting: ReadonlySet<Node>) => State,
  ): State {
    const accepting = asked.filter((node) => this.strings.meets(stringPatternOf(node), text, context));
    const key = accepting.map(({ id }) => id).join();
    let after = byClass.get(key);
    if (after === undefined) {
      after = derive(new Set(accepting));
      byClass.set(key, after);
      this.#transitions++;
    }
    if (isByText && text.length <= TEXT_LENGTH_LIMIT && byText.size < TEXT_LIMIT) {
      byText.set(copied(text), after);
      this.#transitions++;
    }
    return after;
  }

  /** A state in which an element may end that can be one thing only. */
  get done(): State {
    return this.#state([this.#nodes.empty]);
  }

  /** Where any of these states leads, which are of the same element. */
  union(states: readonly [State, ...State[]]): State {
    const branchesAt = (branch: number) =>
      states.flatMap(({ branches }) => branches.slice(branch, branch + 1));
    return this.#state(states[0].branches.map((_, branch) => this.#nodes.choice(branchesAt(branch))));
  }

  #each(state: State, derive: (branch: Node) => Node): State {
    return this.#state(state.branches.map(derive));
  }

  #state(branches: readonly Node[]): State {
    const [only] = branches;
    const key = branches.length === 1 && only ? only.id : branches.map(({ id }) => id).join();
    let state = this.#states.get(key);
    if (state === undefined) {
      state = new State(branches);
      this.#states.set(key, state);
    }
    return state;
  }
}

/** V8 keeps all of a document's text for a part of it that is longer than this. */
const OWN_LETTERS = 12;

function copied(text: string): string {
  return text.length > OWN_LETTERS ? Array.from(text).join('') : text;
}

function valueStep<Asked extends AttributeNode | StringNode>(asked: readonly Asked[]): ValueStep<Asked> {
  const isByText = !asked.some((node) => isContextual(stringPatternOf(node)));
  return { asked, byClass: new Map(), byText: new Map(), isByText };
}
