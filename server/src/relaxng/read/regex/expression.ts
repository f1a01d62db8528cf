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

/** How many states an automaton for the expression has; infinite when that is beyond all numbers. */
export function sizeOf(expression: Expression): number {
  switch (expression.kind) {
    case 'character':
      return 1;
    case 'sequence':
    case 'branches':
      return expression.parts.reduce((sum, part) => sum + sizeOf(part), 1);
    case 'repeat': {
      const { of, min, max } = expression;
      return Number.isFinite(max) ? max * sizeOf(of) + max - min : (min + 1) * sizeOf(of) + 1;
    }
  }
}
