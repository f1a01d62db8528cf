import { ExpressionMistake } from './expression.ts';
import { Matcher } from './matcher.ts';
import { parseExpression } from './parse.ts';

export { ExpressionMistake };

/** What matches whole texts against a regular expression of XML Schema; throws an `ExpressionMistake` for others. */
export function compileExpression(text: string): (text: string) => boolean {
  const matcher = new Matcher(parseExpression(text));
  return (value) => matcher.matches(value);
}
