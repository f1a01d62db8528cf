import { attributeValue } from './references.ts';
import {
  AMPERSAND,
  EQUALS,
  GREATER_THAN,
  isQuote,
  isSpace,
  LESS_THAN,
  nameEnd,
  nameTokenEnd,
  SLASH,
  spaceEnd,
} from './scanner.ts';
import { type Source, span } from './source.ts';
import type { Span, XmlAttribute, XmlElement } from './tree.ts';

/** Reads the attribute whose name starts at `start`. */
export function scanAttribute(source: Source, owner: XmlElement, start: number): XmlAttribute {
  const { text } = source;
  const nameStop = nameTokenEnd(text, start);
  const nameSpan = span(start, nameStop);
  const name = text.slice(start, nameStop);
  if (nameEnd(text, start) === start) source.report({ code: 'invalid-name', name, ...nameSpan });

  const afterName = spaceEnd(text, nameStop);
  const value =
    text.charCodeAt(afterName) === EQUALS
      ? scanValue(source, name, afterName + 1)
      : { ...absent, end: nameStop };
  if (value.valueSpan === undefined) source.report({ code: 'missing-value', attribute: name, ...nameSpan });
  return {
    start,
    end: value.end,
    name,
    nameSpan,
    value: value.value,
    valueSpan: value.valueSpan,
    quote: value.quote,
    owner,
  };
}

interface Value {
  readonly value: string;
  readonly valueSpan: Span | undefined;
  readonly quote: XmlAttribute['quote'];
  readonly end: number;
}

const absent = { value: '', valueSpan: undefined, quote: '' } as const;

function scanValue(source: Source, attribute: string, afterEquals: number): Value {
  const { text } = source;
  const start = spaceEnd(text, afterEquals);
  if (isQuote(text.charCodeAt(start))) return scanQuoted(source, attribute, start);
  const end = unquotedEnd(text, start);
  const isNextAttribute = start > afterEquals && startsAttribute(text, start);
  if (end === start || isNextAttribute) return { ...absent, end: afterEquals };

  const hasEndQuote = isQuote(text.charCodeAt(end));
  const valueSpan = span(start, end);
  source.report({ code: hasEndQuote ? 'missing-quote' : 'unquoted-value', attribute, ...valueSpan });
  return {
    value: attributeValue(source, start, end),
    valueSpan,
    quote: '',
    end: hasEndQuote ? end + 1 : end,
  };
}

function unquotedEnd(text: string, at: number): number {
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || isQuote(code) || code === LESS_THAN || code === GREATER_THAN) break;
    if (code === SLASH && text.charCodeAt(at + 1) === GREATER_THAN) break;
  }
  return at;
}

function startsAttribute(text: string, at: number): boolean {
  const nameStop = nameEnd(text, at);
  return nameStop > at && text.charCodeAt(spaceEnd(text, nameStop)) === EQUALS;
}

function scanQuoted(source: Source, attribute: string, open: number): Value {
  const { text } = source;
  const quoteCode = text.charCodeAt(open);
  const start = open + 1;
  let lessThan = -1;
  let isPlain = true;
  let hasLineEnd = false;
  let close = start;
  for (; close < text.length; close++) {
    const code = text.charCodeAt(close);
    if (code === quoteCode) break;
    if (code === AMPERSAND || code < 0x20) {
      isPlain = false;
      hasLineEnd ||= code === 0x0a || code === 0x0d;
    } else if (code === LESS_THAN && lessThan === -1) lessThan = close;
  }

  const quote = text.charAt(open) as '"' | "'";
  const isClosed =
    close < text.length &&
    (lessThan === -1
      ? isDelimited(text, close) || !followsEquals(text, close)
      : isDelimited(text, close) && !followsEquals(text, close) && !hasLineEnd);
  if (!isClosed) {
    const end = brokenValueEnd(text, start);
    source.report({ code: 'missing-quote', attribute, start: open, end });
    return { value: attributeValue(source, start, end), valueSpan: span(start, end), quote, end };
  }
  if (lessThan !== -1) {
    source.report({ code: 'less-than-in-value', attribute, start: lessThan, end: lessThan + 1 });
  }
  const value = isPlain ? text.slice(start, close) : attributeValue(source, start, close);
  return { value, valueSpan: span(start, close), quote, end: close + 1 };
}

/** Whether after the quote at `quote` a tag may go on, which tells a closing quote from an opening one. */
function isDelimited(text: string, quote: number): boolean {
  const next = quote + 1;
  if (next >= text.length) return true;
  const code = text.charCodeAt(next);
  return isSpace(code) || code === GREATER_THAN || code === SLASH;
}

function followsEquals(text: string, quote: number): boolean {
  return text.charCodeAt(quote - 1) === EQUALS;
}

/** Where a value without closing quote was meant to end: before the next attribute, the tag's end or the line's. */
function brokenValueEnd(text: string, start: number): number {
  let end = start;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === LESS_THAN || code === GREATER_THAN || code === 0x0a || code === 0x0d) break;
    if (!isSpace(code)) {
      end = ++at;
      continue;
    }
    const nameStop = nameEnd(text, ++at);
    if (nameStop === at) continue;
    if (text.charCodeAt(nameStop) === EQUALS && isQuote(text.charCodeAt(nameStop + 1))) return end;
    end = at = nameStop;
  }
  const endsTag = text.charCodeAt(at) === GREATER_THAN && text.charCodeAt(at - 1) === SLASH && at > start;
  return endsTag ? at - 1 : end;
}

/** Reports every attribute whose name an earlier one of the same tag has. */
export function reportDuplicates(source: Source, attributes: readonly XmlAttribute[]): void {
  const seen = new Set<string>();
  for (const { name, nameSpan } of attributes) {
    if (seen.has(name)) source.report({ code: 'duplicate-attribute', attribute: name, ...nameSpan });
    seen.add(name);
  }
}
