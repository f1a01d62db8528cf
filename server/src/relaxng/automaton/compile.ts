import type { ElementPattern, Pattern } from '../grammar.ts';
import type { Alphabet } from './alphabet.ts';
import { NameIndex } from './nameIndex.ts';
import type { Node, Nodes } from './nodes.ts';

/** Below this, looking at each part is as fast as an index. */
const INDEXED_FROM = 6;

/**
 * Makes nodes of a grammar's patterns, each element's content when it is first entered.
 *
 * Attributes have no order among themselves and the content, so those of a group or an interleave are taken out of it
 * and put beside the rest, as an interleave: each can then be found by its name, and at the end of the tag they are
 * gone and what is left is the content as the schema has it.
 */
export class Compiler {
  readonly #nodes: Nodes;
  readonly #alphabet: Alphabet;
  readonly #compiled = new Map<Pattern, Node>();
  readonly #contents = new Map<ElementPattern, Node>();

  constructor(nodes: Nodes, alphabet: Alphabet) {
    this.#nodes = nodes;
    this.#alphabet = alphabet;
  }

  content(element: ElementPattern): Node {
    let content = this.#contents.get(element);
    if (content === undefined) {
      content = this.compile(element.content);
      this.#contents.set(element, content);
    }
    return content;
  }

  compile(pattern: Pattern): Node {
    let node = this.#compiled.get(pattern);
    if (node === undefined) {
      node = this.#make(pattern);
      this.#compiled.set(pattern, node);
    }
    return node;
  }

  #make(pattern: Pattern): Node {
    const nodes = this.#nodes;
    switch (pattern.kind) {
      case 'empty':
      case 'notAllowed':
      case 'text':
        return nodes[pattern.kind];
      case 'list':
      case 'data':
      case 'value':
        return nodes.string(pattern);
      case 'attribute':
        return nodes.attribute(pattern);
      case 'element':
        return nodes.element(pattern);
      case 'oneOrMore':
        return nodes.oneOrMore(this.compile(pattern.of));
      case 'choice':
        return this.#indexed(nodes.choice(this.#all(pattern.members)));
      case 'group':
      case 'interleave':
        return this.#together(pattern.kind, this.#all(pattern.members));
    }
  }

  #all(patterns: readonly Pattern[]): Node[] {
    return patterns.map((each) => this.compile(each));
  }

  #together(kind: 'group' | 'interleave', members: readonly Node[]): Node {
    const nodes = this.#nodes;
    const attributes: Node[] = [];
    const contents: Node[] = [];
    for (const member of members) {
      const parts = member.kind === 'interleave' ? member.parts : [member];
      for (const part of parts) if (hasOnlyAttributes(part)) attributes.push(part);
      if (!hasOnlyAttributes(member)) contents.push(this.#withoutAttributes(member));
    }
    const content =
      kind === 'interleave' ? this.#indexed(nodes.interleave(contents)) : nodes.groupOf(contents);
    return this.#indexed(nodes.interleave([...attributes, content]));
  }

  #withoutAttributes(member: Node): Node {
    if (member.kind !== 'interleave' || !member.hasAttributes) return member;
    return this.#indexed(this.#nodes.interleave(member.parts.filter((part) => !hasOnlyAttributes(part))));
  }

  #indexed(node: Node): Node {
    if (node.kind === 'choice' || node.kind === 'interleave')
      if (node.parts.length >= INDEXED_FROM) node.index ??= new NameIndex(node.parts, this.#alphabet);
    return node;
  }
}

function hasOnlyAttributes(node: Node): boolean {
  return node.hasAttributes && !node.hasElements && !node.hasText;
}
