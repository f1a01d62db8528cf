import { BYTE_ORDER_MARK, spaceEnd } from './scanner.ts';
import type { Source } from './source.ts';
import type { SyntaxProblem } from './tree.ts';

/** What may stand nowhere in a document, lone halves of surrogate pairs among it. */
const invalidCharacters =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /(?:[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF])+/g;

/** One problem for each run of invalid characters, wherever it stands. */
export function reportInvalidCharacters(source: Source): void {
  for (const { 0: run, index } of source.text.matchAll(invalidCharacters)) {
    const codePoint = run.charCodeAt(0);
    source.report({ code: 'invalid-character', codePoint, start: index, end: index + run.length });
  }
}

/** The problem of a text without any element: at its first line of text, or where the element would have to stand. */
export function noRoot(text: string): SyntaxProblem {
  const start = spaceEnd(text, text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0);
  const lineEnd = text.slice(start).search(/[\r\n]|$/);
  return text.charAt(start) === '<'
    ? { code: 'no-root', start: text.length, end: text.length }
    : { code: 'no-root', start, end: start + lineEnd };
}
