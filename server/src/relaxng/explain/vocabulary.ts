import { type Alphabet, mentioned, type Name } from '../automaton/alphabet.ts';
import type { AttributePattern, ElementPattern, Grammar, Pattern } from '../grammar.ts';

/** Where the names of a schema belong. Wildcards are left out: they say nothing about a name. */
export class Vocabulary {
  readonly #alphabet: Alphabet;
  readonly #elements = new Map<Name, Entry<ElementPattern>>();
  readonly #attributes = new Map<Name, Entry<AttributePattern>>();
  readonly #namespacesByLocal = new Map<string, Set<string>>();

  constructor({ elements }: Grammar, alphabet: Alphabet) {
    this.#alphabet = alphabet;
    for (const element of elements) this.#add(this.#elements, element, undefined);
    for (const owner of elements) {
      for (const pattern of named(owner.content)) {
        if (pattern.kind === 'element') this.#add(this.#elements, pattern, owner);
        else this.#add(this.#attributes, pattern, owner);
      }
    }
  }

  elements(name: Name): readonly ElementPattern[] {
    return [...(this.#elements.get(name)?.patterns ?? [])];
  }

  attributes(name: Name): readonly AttributePattern[] {
    return [...(this.#attributes.get(name)?.patterns ?? [])];
  }

  /** The elements that may have an element, or an attribute, of this name. */
  owners(kind: 'element' | 'attribute', name: Name): readonly ElementPattern[] {
    const entries = kind === 'element' ? this.#elements : this.#attributes;
    return [...(entries.get(name)?.owners ?? [])];
  }

  /** The namespaces in which there is a name of this local part. */
  namespacesOf(local: string): readonly string[] {
    return [...(this.#namespacesByLocal.get(local) ?? [])];
  }

  #add<P extends ElementPattern | AttributePattern>(
    entries: Map<Name, Entry<P>>,
    pattern: P,
    owner: ElementPattern | undefined,
  ): void {
    for (const { namespace, local } of mentioned(pattern.name)) {
      const name = this.#alphabet.name(namespace, local);
      const entry = entries.get(name) ?? { patterns: new Set(), owners: new Set() };
      entries.set(name, entry);
      entry.patterns.add(pattern);
      if (owner !== undefined) entry.owners.add(owner);
      const namespaces = this.#namespacesByLocal.get(local) ?? new Set();
      this.#namespacesByLocal.set(local, namespaces.add(namespace));
    }
  }
}

interface Entry<P> {
  readonly patterns: Set<P>;
  readonly owners: Set<ElementPattern>;
}

/** The elements and attributes in the content of an element, not those further inside. */
function named(content: Pattern): (ElementPattern | AttributePattern)[] {
  const found: (ElementPattern | AttributePattern)[] = [];
  const seen = new Set<Pattern>([content]);
  for (const pattern of seen) {
    if (pattern.kind === 'element' || pattern.kind === 'attribute') found.push(pattern);
    else if (pattern.kind === 'oneOrMore') seen.add(pattern.of);
    else if ('members' in pattern) for (const member of pattern.members) seen.add(member);
  }
  return found;
}
