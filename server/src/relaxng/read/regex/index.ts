import * as l10n from '@vscode/l10n';
import { ExpressionMistake, sizeOf } from './expression.ts';
import { Matcher } from './matcher.ts';
import { parseExpression } from './parse.ts';

export { ExpressionMistake };

/** How many characters an expression may stand for when its quantities are written out. */
const SIZE_LIMIT = 20_000;
/** The same for all expressions of a schema together. */
const TOTAL_LIMIT = 500_000;

/** Makes what matches whole texts against an expression; throws an `ExpressionMistake` for what is none. */
export type CompileExpression = (expression: string) => (text: string) => boolean;

/** For the expressions of one schema. Each is made ready when it is first used. */
export function expressionCompiler(): CompileExpression {
  let left = TOTAL_LIMIT;
  return (written) => {
    const expression = parseExpression(written);
    const size = sizeOf(expression);
    left -= size;
    if (size > SIZE_LIMIT || left < 0) throw new ExpressionMistake(l10n.t('The expression is too large.'), 0);
    let matcher: Matcher | undefined;
    return (text) => {
      matcher ??= new Matcher(expression);
      return matcher.matches(text);
    };
  };
}

/** The same for expressions that were found right before: each is read when it is first used. */
export const compileLater: CompileExpression = (written) => {
  let matches: ((text: string) => boolean) | undefined;
  return (text) => {
    matches ??= expressionCompiler()(written);
    return matches(text);
  };
};
