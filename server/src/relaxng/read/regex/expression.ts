/** A regular expression of XML Schema (part 2, appendix F), read. It always speaks of the whole text. */
export type Expression =
  | { readonly kind: 'character'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'branches'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly of: Expression; readonly min: number; readonly max: number };

/** Whether a code point belongs. */
export type CharacterSet = (codePoint: number) => boolean;

export class ExpressionMistake extends Error {
  /** Where in the expression, in UTF-16 code units. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
