import { contains, type Name } from './alphabet.ts';
import {
  type AttributeNode,
  type CompositeNode,
  type ElementNode,
  membersOf,
  type Node,
  type Nodes,
  type StringNode,
} from './nodes.ts';

/** An element that may come, and what is left to come after it. */
export interface Opened {
  readonly element: ElementNode;
  readonly rest: Node;
}

/** How much is forgiven: `lenient` takes what is missing for given. */
export type Mode = 'strict' | 'lenient';

/** What is left of a pattern after an event: its derivatives (Brzozowski; for RELAX NG, James Clark). */
export class Derivatives {
  readonly #nodes: Nodes;

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
  }

  /** The ways to go on with an element of this name. Lenient: also past what must come first. */
  open(node: Node, name: Name, mode: Mode): Opened[] {
    const nodes = this.#nodes;
    nodes.spend(1);
    if (!node.hasElements) return [];
    switch (node.kind) {
      case 'element':
        return contains(node.pattern.name, name) ? [{ element: node, rest: nodes.empty }] : [];
      case 'choice':
        return placesOf(node, 'elements', name).flatMap((place) =>
          this.open(partAt(node, place), name, mode),
        );
      case 'interleave':
        return placesOf(node, 'elements', name).flatMap((place) =>
          this.open(partAt(node, place), name, mode).map(({ element, rest }) => ({
            element,
            rest: nodes.withPart(node, place, rest),
          })),
        );
      case 'oneOrMore': {
        const again = nodes.zeroOrMore(partAt(node, 0));
        return this.open(partAt(node, 0), name, mode).map(({ element, rest }) => ({
          element,
          rest: nodes.group(rest, again),
        }));
      }
      case 'group':
        return this.#openGroup(node, name, mode);
      default:
        return [];
    }
  }

  #openGroup(group: CompositeNode, name: Name, mode: Mode): Opened[] {
    const nodes = this.#nodes;
    const opened: Opened[] = [];
    let node: Node = group;
    while (node.kind === 'group') {
      const first = partAt(node, 0);
      const tail = partAt(node, 1);
      for (const { element, rest } of this.open(first, name, mode))
        opened.push({ element, rest: nodes.group(rest, tail) });
      if (mode === 'strict' && !first.isNullable) return opened;
      node = tail;
    }
    for (const last of this.open(node, name, mode)) opened.push(last);
    return opened;
  }

  /** The attribute patterns of this name that may still be met. */
  attributesNamed(node: Node, name: Name, found: Set<AttributeNode> = new Set()): Set<AttributeNode> {
    this.#nodes.spend(1);
    if (!node.hasAttributes) return found;
    if (node.kind === 'attribute') {
      if (contains(node.pattern.name, name)) found.add(node);
    } else if ('parts' in node) {
      for (const place of placesOf(node, 'attributes', name))
        this.attributesNamed(partAt(node, place), name, found);
    }
    return found;
  }

  /** After an attribute of this name whose value meets those of `accepting`. */
  afterAttribute(node: Node, name: Name, accepting: ReadonlySet<Node>): Node {
    const nodes = this.#nodes;
    nodes.spend(1);
    if (!node.hasAttributes) return nodes.notAllowed;
    switch (node.kind) {
      case 'attribute':
        return accepting.has(node) ? nodes.empty : nodes.notAllowed;
      case 'choice':
        return nodes.choice(
          placesOf(node, 'attributes', name).map((place) =>
            this.afterAttribute(partAt(node, place), name, accepting),
          ),
        );
      case 'interleave':
        return nodes.choice(
          placesOf(node, 'attributes', name).map((place) =>
            nodes.withPart(node, place, this.afterAttribute(partAt(node, place), name, accepting)),
          ),
        );
      case 'oneOrMore': {
        const of = partAt(node, 0);
        return nodes.group(this.afterAttribute(of, name, accepting), nodes.zeroOrMore(of));
      }
      case 'group': {
        const members = membersOf(node);
        return nodes.choice(
          members.map((member, place) => {
            const after = this.afterAttribute(member, name, accepting);
            return after === nodes.notAllowed ? after : nodes.groupOf(members.with(place, after));
          }),
        );
      }
      default:
        return nodes.notAllowed;
    }
  }

  /** After the last attribute. Lenient: missing attributes count as given. */
  afterAttributes(node: Node, mode: Mode): Node {
    const nodes = this.#nodes;
    nodes.spend(1);
    if (!node.hasAttributes) return node;
    if (node.kind === 'attribute') return mode === 'strict' ? nodes.notAllowed : nodes.empty;
    if (!('parts' in node)) return node;
    const parts = membersOf(node).map((part) => this.afterAttributes(part, mode));
    switch (node.kind) {
      case 'choice':
        return nodes.choice(parts);
      case 'interleave':
        return nodes.interleave(parts);
      case 'oneOrMore':
        return nodes.oneOrMore(partAt({ parts }, 0));
      case 'group':
        return nodes.groupOf(parts);
    }
  }

  /** The patterns that would look at a text coming now. */
  stringsNow(node: Node, found: Set<StringNode> = new Set()): Set<StringNode> {
    this.#nodes.spend(1);
    if (node.kind === 'string') found.add(node);
    if (node.hasText && 'parts' in node) {
      for (const part of membersOf(node)) {
        this.stringsNow(part, found);
        if (node.kind === 'group' && !part.isNullable) break;
      }
    }
    return found;
  }

  /** After a text that meets those of `accepting`. */
  afterText(node: Node, accepting: ReadonlySet<Node>): Node {
    const nodes = this.#nodes;
    nodes.spend(1);
    if (!node.hasText) return nodes.notAllowed;
    switch (node.kind) {
      case 'text':
        return node;
      case 'string':
        return accepting.has(node) ? nodes.empty : nodes.notAllowed;
      case 'choice':
        return nodes.choice(node.parts.map((part) => this.afterText(part, accepting)));
      case 'interleave':
        return nodes.choice(
          node.parts.map((part, place) => nodes.withPart(node, place, this.afterText(part, accepting))),
        );
      case 'oneOrMore': {
        const of = partAt(node, 0);
        return nodes.group(this.afterText(of, accepting), nodes.zeroOrMore(of));
      }
      case 'group':
        return this.#groupAfterText(node, accepting);
      default:
        return nodes.notAllowed;
    }
  }

  #groupAfterText(group: CompositeNode, accepting: ReadonlySet<Node>): Node {
    const nodes = this.#nodes;
    const ways: Node[] = [];
    let node: Node = group;
    while (node.kind === 'group') {
      const first = partAt(node, 0);
      const tail = partAt(node, 1);
      ways.push(nodes.group(this.afterText(first, accepting), tail));
      if (!first.isNullable) return nodes.choice(ways);
      node = tail;
    }
    return nodes.choice([...ways, this.afterText(node, accepting)]);
  }
}

function partAt({ parts }: Pick<CompositeNode, 'parts'>, place: number): Node {
  const part = parts[place];
  if (part === undefined) throw new RangeError(`no part ${place}`);
  return part;
}

function placesOf(node: CompositeNode, kind: 'elements' | 'attributes', name: Name): readonly number[] {
  return node.index?.[kind](name) ?? placesUpTo(node.parts.length);
}

const RANGES = 64;
const ranges: readonly (readonly number[])[] = Array.from({ length: RANGES }, (_, end) => range(end));

/** 0, 1 … to before `end`. */
function placesUpTo(end: number): readonly number[] {
  return ranges[end] ?? range(end);
}

function range(end: number): number[] {
  return Array.from({ length: end }, (_, place) => place);
}
