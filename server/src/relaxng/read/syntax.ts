import type { NameClass, Origin, ValueContext } from '../grammar.ts';

/**
 * A schema as it is written, the same for both syntaxes. What a place inherits (namespace, datatype library, base of
 * relative references) is filled in; references, includes and shorthands still stand.
 */
export type WrittenPattern =
  | Written<'empty'>
  | Written<'notAllowed'>
  | Written<'text'>
  | (Written<'group' | 'interleave' | 'choice'> & { readonly members: readonly WrittenPattern[] })
  | (Written<'oneOrMore' | 'zeroOrMore' | 'optional' | 'mixed' | 'list'> & { readonly of: WrittenPattern })
  | (Written<'element'> & Named)
  | (Written<'attribute'> & Named)
  | (Written<'ref' | 'parentRef'> & { readonly name: string })
  | (Written<'externalRef'> & Href)
  | (Written<'data'> &
      Typed & { readonly params: readonly Param[]; readonly except: WrittenPattern | undefined })
  | (Written<'value'> & Typed & { readonly value: string; readonly context: ValueContext })
  | (Written<'grammar'> & { readonly components: readonly Component[] });

interface Written<Kind extends string> {
  readonly kind: Kind;
  /** The tag, or the words, that say what this is; not all that is inside. */
  readonly origin: Origin;
}

interface Named {
  readonly name: NameClass;
  readonly of: WrittenPattern;
  readonly documentation: string | undefined;
}

interface Typed {
  /** Empty for the built-in types. */
  readonly library: string;
  readonly type: string;
}

export interface Param {
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
  /** The value as it stands in the file. */
  readonly valueOrigin: Origin;
}

interface Href {
  /** The file referred to, resolved against the one that refers. */
  readonly file: string;
  /** What the other file's names inherit as namespace. */
  readonly namespace: string;
}

export type Combine = 'choice' | 'interleave';

/** What stands in a grammar; `div` is gone. */
export type Component = Definition | Include;

export interface Definition extends Written<'define'> {
  /** Undefined for `start`. */
  readonly name: string | undefined;
  readonly combine: Combine | undefined;
  readonly of: WrittenPattern;
  readonly documentation: string | undefined;
}

export interface Include extends Written<'include'>, Href {
  readonly overrides: readonly Definition[];
}
