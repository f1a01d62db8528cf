import type { Alphabet, Name } from './alphabet.ts';
import type { Node } from './nodes.ts';

type Named = Extract<Node, { kind: 'element' | 'attribute' }>;

/** Which parts of a choice or an interleave an element or attribute of some name may belong to; made when first asked. */
export class NameIndex {
  readonly #parts: readonly Node[];
  readonly #alphabet: Alphabet;
  #elements: PlacesByName | undefined;
  #attributes: PlacesByName | undefined;

  constructor(parts: readonly Node[], alphabet: Alphabet) {
    this.#parts = parts;
    this.#alphabet = alphabet;
  }

  elements(name: Name): readonly number[] {
    this.#elements ??= placesByName(this.#parts, 'element', this.#alphabet);
    return this.#elements.at(name);
  }

  attributes(name: Name): readonly number[] {
    this.#attributes ??= placesByName(this.#parts, 'attribute', this.#alphabet);
    return this.#attributes.at(name);
  }
}

class PlacesByName {
  readonly #byName = new Map<Name, number[]>();
  /** Places that take names by wildcard. */
  readonly #open: number[] = [];

  at(name: Name): readonly number[] {
    return this.#byName.get(name) ?? this.#open;
  }

  /** To be called in ascending order of places; without names, for a wildcard. */
  add(place: number, names: readonly Name[] | undefined): void {
    if (names === undefined) {
      push(this.#open, place);
      for (const places of this.#byName.values()) push(places, place);
      return;
    }
    for (const name of names) {
      const places = this.#byName.get(name);
      if (places === undefined) this.#byName.set(name, [...this.#open.filter((each) => each < place), place]);
      else push(places, place);
    }
  }
}

function placesByName(parts: readonly Node[], kind: Named['kind'], alphabet: Alphabet): PlacesByName {
  const places = new PlacesByName();
  for (const [place, part] of parts.entries()) {
    if (!(kind === 'element' ? part.hasElements : part.hasAttributes)) continue;
    for (const { pattern } of named(part, kind)) places.add(place, alphabet.namesOf(pattern.name));
  }
  return places;
}

/** The elements or attributes of a pattern, not those inside its elements. */
function named(node: Node, kind: Named['kind']): readonly Named[] {
  if (node.kind === kind) return [node];
  const found: Named[] = [];
  const seen = new Set<Node>([node]);
  for (const each of seen) {
    if (each.kind === kind) found.push(each);
    else if ('parts' in each) for (const part of each.parts) seen.add(part);
  }
  return found;
}

function push(places: number[], place: number): void {
  if (places.at(-1) !== place) places.push(place);
}
