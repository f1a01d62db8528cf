import type { ElementPattern } from '../grammar.ts';
import type { Name } from './alphabet.ts';
import type { AttributeNode, Node, StringNode } from './nodes.ts';

/**
 * Where a document stands within one element: for each element pattern that this element may still be (mostly one),
 * the pattern of what is to come in it. A branch that is ruled out stays in its place as notAllowed.
 */
export class State {
  readonly branches: readonly Node[];
  readonly isDead: boolean;
  /** Whether the element may end here. */
  readonly isFinal: boolean;
  readonly hasText: boolean;
  readonly hasAttributes: boolean;
  /** What was found out so far about going on from here: the part of the automaton that has been built. */
  readonly openings = new Map<Name, Opening | undefined>();
  readonly attributes = new Map<Name, ValueStep<AttributeNode>>();
  text: ValueStep<StringNode> | undefined;
  content: State | undefined;
  /** This state or that, by that. */
  readonly unions = new Map<State, State>();

  constructor(branches: readonly Node[]) {
    this.branches = branches;
    this.isDead = branches.every(({ kind }) => kind === 'notAllowed');
    this.isFinal = branches.some(({ isNullable }) => isNullable);
    this.hasText = branches.some(({ hasText }) => hasText);
    this.hasAttributes = branches.some(({ hasAttributes }) => hasAttributes);
  }
}

/** An element begun: where that leads inside it, and how to go on after it. */
export interface Opening {
  /** The first state inside. */
  readonly inner: State;
  /** What the element may be, one for each branch of `inner`. */
  readonly elements: readonly ElementPattern[];
  /** What may follow the element, if it turns out to be the one of that branch. */
  readonly followers: readonly (readonly Follower[])[];
  /** The state after the element, by its last state. */
  readonly exits: Map<State, State>;
  /** The state after the element, whatever is in it. */
  passed: State | undefined;
}

export interface Follower {
  /** The branch of the state around the element. */
  readonly branch: number;
  readonly rest: Node;
}

/** Where texts lead from a state: the same for all texts that meet the same ones of the patterns asked. */
export interface ValueStep<Asked = AttributeNode | StringNode> {
  readonly asked: readonly Asked[];
  readonly byClass: Map<string, State>;
  /** For short texts seen before. */
  readonly byText: Map<string, State>;
  /** Whether a text says all, wherever it stands. */
  readonly isByText: boolean;
}
