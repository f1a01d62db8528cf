import type { Pattern } from '../../grammar.ts';
import { forEachPart, hasParts } from '../walk.ts';

export type Kind = Pattern['kind'];

const bits: Readonly<Record<Kind, number>> = {
  empty: 1,
  notAllowed: 2,
  text: 4,
  choice: 8,
  group: 16,
  interleave: 32,
  oneOrMore: 64,
  list: 128,
  data: 256,
  value: 512,
  attribute: 1024,
  element: 2048,
};

/** Which kinds of patterns are inside a pattern, itself included; attributes, elements and data hide what they hold. */
export class Kinds {
  readonly #known = new Map<Pattern, number>();

  has(pattern: Pattern, kind: Kind): boolean {
    return (this.#of(pattern) & bits[kind]) !== 0;
  }

  #of(pattern: Pattern): number {
    if (pattern.kind === 'attribute' || pattern.kind === 'data' || !hasParts(pattern))
      return bits[pattern.kind];
    const known = this.#known.get(pattern);
    if (known !== undefined) return known;
    let kinds = bits[pattern.kind];
    forEachPart(pattern, (part) => {
      kinds |= this.#of(part);
    });
    this.#known.set(pattern, kinds);
    return kinds;
  }
}
