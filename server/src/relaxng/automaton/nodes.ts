import type { AttributePattern, ElementPattern, Pattern } from '../grammar.ts';
import type { NameIndex } from './nameIndex.ts';

/**
 * A pattern as the automaton handles it: immutable, and made once, so that equal patterns are the same object.
 * `choice` and `interleave` have any number of parts; a `group` has two, what comes first and the rest.
 */
export type Node =
  | EmptyNode
  | NotAllowedNode
  | TextNode
  | StringNode
  | CompositeNode
  | AttributeNode
  | ElementNode;

interface Common {
  /** In order of creation. */
  readonly id: number;
  readonly isNullable: boolean;
  readonly hasAttributes: boolean;
  readonly hasElements: boolean;
  /** Whether text of any kind may come, at some point. */
  readonly hasText: boolean;
}

export interface EmptyNode extends Common {
  readonly kind: 'empty';
}

export interface NotAllowedNode extends Common {
  readonly kind: 'notAllowed';
}

export interface TextNode extends Common {
  readonly kind: 'text';
}

export type StringPattern = Extract<Pattern, { kind: 'data' | 'value' | 'list' }>;

/** Looks at the text itself. */
export interface StringNode extends Common {
  readonly kind: 'string';
  readonly pattern: StringPattern;
}

export interface CompositeNode extends Common {
  readonly kind: 'choice' | 'group' | 'interleave' | 'oneOrMore';
  readonly parts: readonly Node[];
  /** Which parts have which names; what is derived from an interleave shares it, since its parts keep their places. */
  index: NameIndex | undefined;
  /** The next node of the same hash. */
  readonly next: CompositeNode | undefined;
}

export interface AttributeNode extends Common {
  readonly kind: 'attribute';
  readonly pattern: AttributePattern;
}

export interface ElementNode extends Common {
  readonly kind: 'element';
  readonly pattern: ElementPattern;
}

/** Thrown when a schema and a document together ask for more work than is sane. */
export class TooComplex extends Error {}

/**
 * How many parts all nodes may have together before they are forgotten and made anew as needed. A thousand real domains take
 * 50,000; what an editor sees while people type takes more and more.
 */
const SIZE_LIMIT = 500_000;

/** Makes nodes. */
export class Nodes {
  readonly empty: EmptyNode = { kind: 'empty', ...leaf(0, 'nothing'), isNullable: true };
  readonly notAllowed: NotAllowedNode = { kind: 'notAllowed', ...leaf(1, 'nothing') };
  readonly text: TextNode = { kind: 'text', ...leaf(2, 'text'), isNullable: true };
  /** Steps that may still be taken. */
  stepsLeft = Number.POSITIVE_INFINITY;
  #nextId = 3;
  #size = 0;
  #composites = new Map<number, CompositeNode>();

  get isFull(): boolean {
    return this.#size > SIZE_LIMIT;
  }

  /** Nodes in use stay valid; they are only no longer found when an equal one is made. */
  forget(): void {
    this.#size = 0;
    this.#composites = new Map();
  }

  spend(steps: number): void {
    this.stepsLeft -= steps;
    if (this.stepsLeft < 0) throw new TooComplex();
  }

  string(pattern: StringPattern): StringNode {
    return { kind: 'string', pattern, ...leaf(this.#nextId++, 'text') };
  }

  attribute(pattern: AttributePattern): AttributeNode {
    return { kind: 'attribute', pattern, ...leaf(this.#nextId++, 'attribute') };
  }

  element(pattern: ElementPattern): ElementNode {
    return { kind: 'element', pattern, ...leaf(this.#nextId++, 'element') };
  }

  choice(members: readonly Node[]): Node {
    const flat: Node[] = [];
    for (const member of members) {
      if (member.kind === 'choice') for (const part of member.parts) flat.push(part);
      else if (member !== this.notAllowed) flat.push(member);
    }
    if (flat.length < 2) return flat[0] ?? this.notAllowed;
    flat.sort((a, b) => a.id - b.id);
    const isEmptyNeeded = !flat.some((part) => part.isNullable && part !== this.empty);
    const parts = flat.filter(
      (part, index) => part !== flat[index - 1] && (isEmptyNeeded || part !== this.empty),
    );
    return parts.length === 1 ? (parts[0] ?? this.notAllowed) : this.#composite('choice', parts);
  }

  group(first: Node, rest: Node): Node {
    if (first === this.notAllowed || rest === this.empty) return first;
    if (rest === this.notAllowed || first === this.empty) return rest;
    if (first.kind !== 'group') return this.#composite('group', [first, rest]);
    return membersOf(first).reduceRight((tail, member) => this.#composite('group', [member, tail]), rest);
  }

  groupOf(members: readonly Node[]): Node {
    return members.reduceRight<Node>((rest, first) => this.group(first, rest), this.empty);
  }

  interleave(operands: readonly Node[]): Node {
    const flat: Node[] = [];
    for (const operand of operands) {
      if (operand === this.notAllowed) return operand;
      if (operand.kind === 'interleave') {
        for (const part of operand.parts) if (part !== this.empty) flat.push(part);
      } else if (operand !== this.empty) flat.push(operand);
    }
    return flat.length < 2 ? (flat[0] ?? this.empty) : this.#composite('interleave', flat);
  }

  /** The same interleave with another part in one place. */
  withPart(interleave: CompositeNode, place: number, part: Node): Node {
    const { parts, index } = interleave;
    if (part === this.notAllowed) return part;
    if (part === parts[place]) return interleave;
    const changed = parts.slice();
    changed[place] = part;
    return this.#composite('interleave', changed, index);
  }

  oneOrMore(of: Node): Node {
    const isOwnRepetition = of === this.empty || of === this.notAllowed || of.kind === 'oneOrMore';
    return isOwnRepetition ? of : this.#composite('oneOrMore', [of]);
  }

  zeroOrMore(of: Node): Node {
    return this.choice([this.oneOrMore(of), this.empty]);
  }

  #composite(kind: CompositeNode['kind'], parts: readonly Node[], index?: NameIndex): CompositeNode {
    this.spend(parts.length);
    let hash: number = kind.length;
    for (const { id } of parts) hash = Math.imul(hash ^ id, 0x01000193) ^ (hash >>> 15);
    const sameHash = this.#composites.get(hash);
    for (let known = sameHash; known !== undefined; known = known.next)
      if (known.kind === kind && areSame(known.parts, parts)) return known;
    const made = composite(kind, parts, this.#nextId++, index, sameHash);
    this.#size += parts.length;
    this.#composites.set(hash, made);
    return made;
  }
}

function composite(
  kind: CompositeNode['kind'],
  parts: readonly Node[],
  id: number,
  index: NameIndex | undefined,
  next: CompositeNode | undefined,
): CompositeNode {
  let nullable = 0;
  let hasAttributes = false;
  let hasElements = false;
  let hasText = false;
  for (const part of parts) {
    if (part.isNullable) nullable++;
    hasAttributes ||= part.hasAttributes;
    hasElements ||= part.hasElements;
    hasText ||= part.hasText;
  }
  const isNullable = nullable >= (kind === 'choice' ? 1 : parts.length);
  return { kind, parts, index, id, isNullable, hasAttributes, hasElements, hasText, next };
}

/** The parts of a composite, for a group all that follow each other. */
export function membersOf(node: CompositeNode): readonly Node[] {
  if (node.kind !== 'group') return node.parts;
  const members: Node[] = [];
  let rest: Node | undefined = node;
  for (; rest?.kind === 'group'; rest = rest.parts[1]) members.push(...rest.parts.slice(0, 1));
  return rest === undefined ? members : [...members, rest];
}

function leaf(id: number, stands: 'nothing' | 'text' | 'attribute' | 'element'): Common {
  return {
    id,
    isNullable: false,
    hasAttributes: stands === 'attribute',
    hasElements: stands === 'element',
    hasText: stands === 'text',
  };
}

function areSame(a: readonly Node[], b: readonly Node[]): boolean {
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false;
  return true;
}
