import { type Grammar, type NameClass, patternsOf } from '../grammar.ts';

/**
 * A name as the automaton sees it. Names that the schema never mentions all behave alike, so there are finitely many:
 * those mentioned; for each namespace mentioned, any other name of it; and any name of any other namespace.
 */
export interface Name {
  /** Undefined for namespaces that the schema does not mention. */
  readonly namespace: string | undefined;
  /** Undefined for names that the schema does not mention. */
  readonly local: string | undefined;
}

/** The names a schema tells apart. One `Name` object stands for one name, so that they compare by identity. */
export class Alphabet {
  readonly #namespaces = new Map<string, { readonly names: Map<string, Name>; readonly other: Name }>();
  readonly #foreign: Name = { namespace: undefined, local: undefined };
  readonly #namesOfClass = new Map<NameClass, readonly Name[] | undefined>();

  readonly #unqualified: ReadonlyMap<string, Name>;

  constructor(grammar: Grammar) {
    this.#unqualified = this.#namespace('').names;
    for (const nameClass of nameClassesOf(grammar)) this.#mention(nameClass);
  }

  /** A name in no namespace, if the schema mentions it: the quick way for most. */
  unqualified(local: string): Name | undefined {
    return this.#unqualified.get(local);
  }

  name(namespace: string, local: string): Name {
    const known = this.#namespaces.get(namespace);
    return known === undefined ? this.#foreign : (known.names.get(local) ?? known.other);
  }

  /** The name with these fields, null for undefined ones, as another alphabet of the same schema has it. */
  same(namespace: string | null, local: string | null): Name {
    if (namespace === null) return this.#foreign;
    const known = this.#namespace(namespace);
    return local === null ? known.other : (known.names.get(local) ?? known.other);
  }

  /** The names of a class without wildcards; undefined for one with. */
  namesOf(nameClass: NameClass): readonly Name[] | undefined {
    if (nameClass.kind === 'name') return [this.name(nameClass.namespace, nameClass.local)];
    if (nameClass.kind !== 'choice') return undefined;
    if (!this.#namesOfClass.has(nameClass))
      this.#namesOfClass.set(nameClass, this.#namesOfAll(nameClass.members));
    return this.#namesOfClass.get(nameClass);
  }

  #namesOfAll(members: readonly NameClass[]): readonly Name[] | undefined {
    const names: Name[] = [];
    for (const member of members) {
      const some = this.namesOf(member);
      if (some === undefined) return undefined;
      for (const name of some) names.push(name);
    }
    return names;
  }

  #mention(nameClass: NameClass): void {
    switch (nameClass.kind) {
      case 'name': {
        const { names } = this.#namespace(nameClass.namespace);
        const { namespace, local } = nameClass;
        if (!names.has(local)) names.set(local, { namespace, local });
        break;
      }
      case 'nsName':
        this.#namespace(nameClass.namespace);
        if (nameClass.except !== undefined) this.#mention(nameClass.except);
        break;
      case 'anyName':
        if (nameClass.except !== undefined) this.#mention(nameClass.except);
        break;
      case 'choice':
        for (const member of nameClass.members) this.#mention(member);
    }
  }

  #namespace(namespace: string) {
    let known = this.#namespaces.get(namespace);
    if (known === undefined) {
      known = { names: new Map(), other: { namespace, local: undefined } };
      this.#namespaces.set(namespace, known);
    }
    return known;
  }
}

export function contains(nameClass: NameClass, name: Name): boolean {
  switch (nameClass.kind) {
    case 'name':
      return nameClass.local === name.local && nameClass.namespace === name.namespace;
    case 'anyName':
      return nameClass.except === undefined || !contains(nameClass.except, name);
    case 'nsName':
      return (
        nameClass.namespace === name.namespace &&
        (nameClass.except === undefined || !contains(nameClass.except, name))
      );
    case 'choice':
      return nameClass.members.some((member) => contains(member, name));
  }
}

/** The names that a class mentions as allowed. */
export function* mentioned(nameClass: NameClass): Generator<{ namespace: string; local: string }> {
  if (nameClass.kind === 'name') yield nameClass;
  else if (nameClass.kind === 'choice') for (const member of nameClass.members) yield* mentioned(member);
}

/** The name classes of the schema, attributes included. */
function nameClassesOf(grammar: Grammar): Set<NameClass> {
  const found = new Set(grammar.elements.map(({ name }) => name));
  for (const pattern of patternsOf(grammar)) if (pattern.kind === 'attribute') found.add(pattern.name);
  return found;
}
