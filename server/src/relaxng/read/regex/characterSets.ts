import { nameRest, nameStart } from '../names.ts';
import { blockNamed } from './blocks.ts';
import type { CharacterSet } from './expression.ts';

export function range(first: number, last: number): CharacterSet {
  return (codePoint) => first <= codePoint && codePoint <= last;
}

export function union(sets: readonly CharacterSet[]): CharacterSet {
  const [only, ...others] = sets;
  if (only !== undefined && others.length === 0) return only;
  return (codePoint) => sets.some((has) => has(codePoint));
}

export function not(has: CharacterSet): CharacterSet {
  return (codePoint) => !has(codePoint);
}

export function difference(from: CharacterSet, without: CharacterSet): CharacterSet {
  return (codePoint) => from(codePoint) && !without(codePoint);
}

function matching(inside: string): CharacterSet {
  const one = new RegExp(`^[${inside}]$`, 'u');
  return (codePoint) => one.test(String.fromCodePoint(codePoint));
}

/** `.` */
export const anyButLineEnd: CharacterSet = (codePoint) => codePoint !== 0x0a && codePoint !== 0x0d;

const escaped: ReadonlyMap<string, CharacterSet> = new Map([
  ['s', matching(' \\t\\n\\r')],
  ['i', matching(`:${nameStart}`)],
  ['c', matching(`:${nameRest}`)],
  ['d', matching('\\p{Nd}')],
  ['w', not(matching('\\p{P}\\p{Z}\\p{C}'))],
]);

/** What `\` and this letter stand for, when for a set. */
export function escapedSet(letter: string): CharacterSet | undefined {
  const lower = letter.toLowerCase();
  const set = escaped.get(lower);
  return set === undefined || letter === lower ? set : not(set);
}

const category = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/;

/** What stands in the braces of `\p{…}`: a general category, or `Is` and the name of a Unicode block. */
export function propertySet(property: string): CharacterSet | undefined {
  if (category.test(property)) return matching(`\\p{${property}}`);
  const block = property.startsWith('Is') ? blockNamed(property.slice(2)) : undefined;
  return block && range(block[0], block[1]);
}
