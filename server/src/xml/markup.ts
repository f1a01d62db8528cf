import { isSpace, nameEnd, trimmedEnd } from './scanner.ts';
import { type Source, span } from './source.ts';
import type { Span } from './tree.ts';

/** What stands between the delimiters, and where the whole ends. */
export interface Markup {
  readonly content: Span;
  readonly end: number;
}

/** Reads the comment whose `<!--` stands at `start`. */
export function scanComment(source: Source, start: number): Markup {
  const from = start + '<!--'.length;
  const close = source.find('-->', from);
  const nested = source.find('<!--', from);
  if (close === -1 || (nested !== -1 && nested + '<!--'.length <= close)) {
    source.report({ code: 'unclosed-comment', start, end: from });
    return unterminated(source, from);
  }
  const hyphens = source.find('--', from);
  if (hyphens < close) source.report({ code: 'double-hyphen-in-comment', start: hyphens, end: hyphens + 2 });
  return { content: span(from, close), end: close + '-->'.length };
}

/** Reads the section whose `<![CDATA[` stands at `start`. */
export function scanCData(source: Source, start: number): Markup {
  const from = start + '<![CDATA['.length;
  const close = source.find(']]>', from);
  if (close === -1) {
    source.report({ code: 'unclosed-cdata', start, end: from });
    return unterminated(source, from);
  }
  return { content: span(from, close), end: close + ']]>'.length };
}

const space = '[ \\t\\r\\n]';
const part = (name: string, value: string) => `${space}+${name}${space}*=${space}*(?:"${value}"|'${value}')`;
const version = part('version', '1\\.[0-9]*');
const encoding = part('encoding', '[A-Za-z][A-Za-z0-9._-]*');
const standalone = part('standalone', '(?:yes|no)');
/** What follows `<?xml`. libxml2 reads any version 1. */
const declaration = new RegExp(`^${version}(?:${encoding})?(?:${standalone})?${space}*$`);

/** Reads the processing instruction, or the XML declaration, whose `<?` stands at `start`. */
export function scanInstruction(source: Source, start: number, isAtStart: boolean): Markup {
  const { text } = source;
  const target = start + '<?'.length;
  const targetEnd = nameEnd(text, target);
  const close = source.find('?>', target);
  if (close === -1) {
    source.report({ code: 'unclosed-instruction', start, end: targetEnd });
    return unterminatedInstruction(source, targetEnd);
  }
  const end = close + '?>'.length;
  if (targetEnd === target) {
    source.report({ code: 'invalid-name', name: '', start, end: target });
  } else if (text.slice(target, targetEnd) === 'xml') {
    if (!isAtStart) {
      source.report({ code: 'misplaced-declaration', declaration: '<?xml', start, end: targetEnd });
    } else if (!declaration.test(text.slice(targetEnd, close))) {
      source.report({ code: 'invalid-declaration', start, end });
    }
  } else if (targetEnd < close && !isSpace(text.charCodeAt(targetEnd))) {
    const where = span(targetEnd, targetEnd + 1);
    source.report({ code: 'unexpected-text', text: text.slice(where.start, where.end), ...where });
  }
  return { content: span(target, close), end };
}

/** What is never terminated ends before the next tag, so that the rest of the document stays alive. */
export function unterminated(source: Source, from: number): Markup {
  const next = source.find('<', from);
  const end = trimmedEnd(source.text, from, next === -1 ? source.text.length : next);
  return { content: span(from, end), end };
}

/** `<?xml version="1.0">` is the common one: its `>` belongs to it. */
function unterminatedInstruction(source: Source, from: number): Markup {
  const { content } = unterminated(source, from);
  const close = source.text.slice(content.start, content.end).indexOf('>');
  const end = close === -1 ? content.end : from + close + 1;
  return { content: span(from, end), end };
}
