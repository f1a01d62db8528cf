import { mentioned } from '../automaton/alphabet.ts';
import { type AttributeNode, type ElementNode, membersOf, type Node } from '../automaton/nodes.ts';
import type { State } from '../automaton/state.ts';

/** What may come from a state on, in the schema's order. */
export interface Frontier {
  /** Elements that may come now, or once what must come before them is there. */
  readonly elements: readonly ElementNode[];
  readonly attributes: readonly AttributeNode[];
}

export function frontierOf(state: State): Frontier {
  let frontier = frontiers.get(state);
  if (frontier === undefined) {
    frontier = findFrontier(state);
    frontiers.set(state, frontier);
  }
  return frontier;
}

const frontiers = new WeakMap<State, Frontier>();

function findFrontier(state: State): Frontier {
  const elements: ElementNode[] = [];
  const attributes: AttributeNode[] = [];
  const seen = new Set<Node>(state.branches);
  for (const node of seen) {
    if (node.kind === 'element') elements.push(node);
    else if (node.kind === 'attribute') attributes.push(node);
    else if ('parts' in node) for (const part of node.parts) seen.add(part);
  }
  const inOrder = (a: Node, b: Node) => a.id - b.id;
  return { elements: elements.sort(inOrder), attributes: attributes.sort(inOrder) };
}

/** What a pattern cannot do without. */
export interface Requirement {
  /** In every way to go on. */
  readonly always: readonly Named[];
  /** Where there is no `always`: what the ways to go on require, each for itself. */
  readonly oneOf: readonly Named[];
}

export type Named = ElementNode | AttributeNode;

/** The elements, or attributes, without which this state leads nowhere. */
export function requiredIn(state: State, kind: Named['kind']): Requirement {
  let requirement = requirements[kind].get(state);
  if (requirement === undefined) {
    const live = state.branches.filter((branch) => branch.kind !== 'notAllowed');
    requirement = new Requirements(kind).ofAny(live);
    requirements[kind].set(state, requirement);
  }
  return requirement;
}

const requirements = {
  element: new WeakMap<State, Requirement>(),
  attribute: new WeakMap<State, Requirement>(),
};

const nothing: Requirement = { always: [], oneOf: [] };

class Requirements {
  readonly #kind: Named['kind'];
  readonly #known = new Map<Node, Requirement>();

  constructor(kind: Named['kind']) {
    this.#kind = kind;
  }

  ofAny(ways: readonly Node[]): Requirement {
    const [first, ...others] = ways.map((way) => this.#of(way));
    if (first === undefined) return nothing;
    const theirs = others.map(({ always }) => new Set(always.map(keyOf)));
    const always = first.always.filter((each) => theirs.every((keys) => keys.has(keyOf(each))));
    if (always.length > 0 || ways.some((way) => this.#canDoWithout(way))) return { always, oneOf: [] };
    const all = [first, ...others].flatMap((way) => [...way.always, ...way.oneOf]);
    return { always: [], oneOf: distinct(all) };
  }

  #of(node: Node): Requirement {
    let known = this.#known.get(node);
    if (known === undefined) {
      known = this.#find(node);
      this.#known.set(node, known);
    }
    return known;
  }

  #find(node: Node): Requirement {
    if (node.kind === 'element' || node.kind === 'attribute')
      return node.kind === this.#kind ? { always: [node], oneOf: [] } : nothing;
    if (!('parts' in node)) return nothing;
    if (node.kind === 'choice') return this.ofAny(node.parts);
    const parts = membersOf(node).map((part) => this.#of(part));
    return {
      always: distinct(parts.flatMap(({ always }) => always)),
      oneOf: distinct(parts.flatMap(({ oneOf }) => oneOf)),
    };
  }

  #canDoWithout(way: Node): boolean {
    const { always, oneOf } = this.#of(way);
    return always.length === 0 && oneOf.length === 0;
  }
}

function distinct(named: readonly Named[]): Named[] {
  const byKey = new Map<string, Named>();
  for (const each of named) if (!byKey.has(keyOf(each))) byKey.set(keyOf(each), each);
  return [...byKey.values()];
}

/** Elements of one name are one thing to ask for. */
function keyOf({ id, pattern }: Named): string {
  const [name] = mentioned(pattern.name);
  return name === undefined ? String(id) : `${name.namespace} ${name.local}`;
}
