import type { ValueContext } from '../../grammar.ts';

export type WhiteSpace = 'preserve' | 'replace' | 'collapse';

/** The values a datatype is about, and what can be asked of them. */
export interface ValueSpace<V> {
  readonly whiteSpace: WhiteSpace;
  /** The value a text stands for, its white space processed; undefined when it stands for none. */
  read(text: string, context: ValueContext): V | undefined;
  isSame(a: V, b: V): boolean;
  /** Below 0, 0, above 0 as `a` is less, the same, or more; NaN when neither. Present where values are ordered. */
  compare?(a: V, b: V): number;
  /** Present where values have a length. */
  length?(value: V): number;
  /** Present where values are decimal numbers. */
  digits?(value: V): { readonly total: number; readonly fraction: number };
}

const blanks = /[\t\n\r]/;
const blank = /[\t\n\r]/g;
const needsCollapse = /[\t\n\r]|^ | {2}| $/;

export function withWhiteSpace(text: string, whiteSpace: WhiteSpace): string {
  if (whiteSpace === 'preserve') return text;
  if (whiteSpace === 'replace') return blanks.test(text) ? text.replace(blank, ' ') : text;
  return needsCollapse.test(text) ? words(text).join(' ') : text;
}

/** The parts that white space separates. */
export function words(text: string): string[] {
  return text.match(/[^ \t\n\r]+/g) ?? [];
}
