import { AttributeNode } from './nodes.ts';
import { attributeValue } from './references.ts';
import {
  AMPERSAND,
  DOUBLE_QUOTE,
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
import type { Source } from './source.ts';
import type { XmlAttribute, XmlElement } from './tree.ts';

/** Reads the attribute whose name starts at `start`. */
export function scanAttribute(source: Source, owner: XmlElement, start: number): XmlAttribute {
  const { text } = source;
  const nameStop = nameTokenEnd(text, start);
  const attribute = new AttributeNode(start, source.slice(start, nameStop), owner);
  const { name } = attribute;
  if (nameEnd(text, start) === start) source.report({ code: 'invalid-name', name, start, end: nameStop });

  const afterName = spaceEnd(text, nameStop);
  if (text.charCodeAt(afterName) === EQUALS) scanValue(source, attribute, afterName + 1);
  if (attribute.valueStart === -1) {
    source.report({ code: 'missing-value', attribute: name, start, end: nameStop });
  }
  return attribute;
}

function scanValue(source: Source, attribute: AttributeNode, afterEquals: number): void {
  const { text } = source;
  const start = spaceEnd(text, afterEquals);
  if (isQuote(text.charCodeAt(start))) {
    scanQuoted(source, attribute, start);
    return;
  }
  attribute.end = afterEquals;
  const end = unquotedEnd(text, start);
  const isNextAttribute = start > afterEquals && startsAttribute(text, start);
  if (end === start || isNextAttribute) return;

  const hasEndQuote = isQuote(text.charCodeAt(end));
  const code = hasEndQuote ? 'missing-quote' : 'unquoted-value';
  source.report({ code, attribute: attribute.name, start, end });
  setValue(attribute, start, end, attributeValue(source, start, end));
  attribute.end = hasEndQuote ? end + 1 : end;
}

function setValue(attribute: AttributeNode, start: number, end: number, value: string): void {
  attribute.valueStart = start;
  attribute.valueEnd = end;
  attribute.value = value;
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

function scanQuoted(source: Source, attribute: AttributeNode, open: number): void {
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

  const { name } = attribute;
  attribute.quote = quoteCode === DOUBLE_QUOTE ? '"' : "'";
  const isClosed = lessThan === -1 ? endsValue(text, close) : surelyEndsValue(text, close) && !hasLineEnd;
  if (!isClosed) {
    const end = brokenValueEnd(text, start);
    source.report({ code: 'missing-quote', attribute: name, start: open, end });
    setValue(attribute, start, end, attributeValue(source, start, end));
    attribute.end = end;
    return;
  }
  if (lessThan !== -1) {
    source.report({ code: 'less-than-in-value', attribute: name, start: lessThan, end: lessThan + 1 });
  }
  setValue(
    attribute,
    start,
    close,
    isPlain ? source.slice(start, close) : attributeValue(source, start, close),
  );
  attribute.end = close + 1;
}

/** Whether the quote at `quote` closes a value, and does not open the one of another attribute. */
function endsValue(text: string, quote: number): boolean {
  return quote < text.length && (isDelimited(text, quote) || !followsEquals(text, quote));
}

/** The same for a value that contains `<`, and so is suspected to have lost its own quote. */
function surelyEndsValue(text: string, quote: number): boolean {
  return quote < text.length && isDelimited(text, quote) && !followsEquals(text, quote);
}

/** Whether a tag may go on behind the quote. */
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

/** Up to so many names are compared with each other quicker than put into a set. */
const FEW = 8;

/** Reports every attribute whose name an earlier one of the same tag has. */
export function reportDuplicates(source: Source, attributes: readonly XmlAttribute[]): void {
  const duplicates =
    attributes.length > FEW ? duplicatesAmongMany(attributes) : duplicatesAmongFew(attributes);
  for (const { name, nameSpan } of duplicates) {
    source.report({ code: 'duplicate-attribute', attribute: name, ...nameSpan });
  }
}

function duplicatesAmongFew(attributes: readonly XmlAttribute[]): XmlAttribute[] {
  return attributes.filter(({ name }, index) => attributes.findIndex((each) => each.name === name) < index);
}

function duplicatesAmongMany(attributes: readonly XmlAttribute[]): XmlAttribute[] {
  const seen = new Set<string>();
  return attributes.filter(({ name }) => seen.size === seen.add(name).size);
}
