import type { Alphabet, Name } from './alphabet.ts';
import type { Node } from './nodes.ts';

/** Which parts of a choice or an interleave an element or attribute of some name may belong to. */
export interface NameIndex {
  readonly elements: PlacesByName;
  readonly attributes: PlacesByName;
}

export class PlacesByName {
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

export function indexOf(parts: readonly Node[], alphabet: Alphabet): NameIndex {
  const index = { elements: new PlacesByName(), attributes: new PlacesByName() };
  for (const [place, part] of parts.entries()) {
    for (const { kind, pattern } of namedNodes(part))
      (kind === 'element' ? index.elements : index.attributes).add(place, alphabet.namesOf(pattern.name));
  }
  return index;
}

/** The elements and attributes of a pattern, not those inside its elements. */
function namedNodes(node: Node): (Node & { kind: 'element' | 'attribute' })[] {
  const found: (Node & { kind: 'element' | 'attribute' })[] = [];
  const seen = new Set<Node>([node]);
  for (const each of seen) {
    if (each.kind === 'element' || each.kind === 'attribute') found.push(each);
    else if ('parts' in each) for (const part of each.parts) seen.add(part);
  }
  return found;
}

function push(places: number[], place: number): void {
  if (places.at(-1) !== place) places.push(place);
}
