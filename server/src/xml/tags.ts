import { reportDuplicates, scanAttribute } from './attributes.ts';
import type { ElementNode } from './nodes.ts';
import {
  GREATER_THAN,
  isQuote,
  isSpace,
  LESS_THAN,
  nameEnd,
  nameTokenEnd,
  SLASH,
  spaceEnd,
  trimmedEnd,
} from './scanner.ts';
import type { Source } from './source.ts';
import type { XmlAttribute } from './tree.ts';

/** Reads the rest of the start tag whose name `element` has, into it; false when its `>` is missing. */
export function scanStartTag(source: Source, element: ElementNode): boolean {
  const { name, start } = element;
  const nameStart = start + 1;
  const nameStop = nameStart + name.length;
  const attributes: XmlAttribute[] = [];
  const isClosed = scanAttributes(source, element, attributes);
  // The copy has the exact size: a list that grew by `push` has room for sixteen more.
  if (attributes.length > 0) element.attributes = attributes.slice();
  if (!isClosed) {
    retractMissingValues(source, element);
    source.report({ code: 'unclosed-tag', name, start, end: nameStop });
  } else if (nameEnd(source.text, nameStart) === nameStart) {
    source.report({ code: 'invalid-name', name, start: nameStart, end: nameStop });
  }
  if (attributes.length > 1) reportDuplicates(source, attributes);
  return isClosed;
}

/** The words at the end of an unclosed tag need not be attributes: only the missing `>` is told. */
function retractMissingValues(source: Source, { start }: ElementNode): void {
  while (source.retract('missing-value', start));
}

const NONE = -1;

function scanAttributes(source: Source, element: ElementNode, attributes: XmlAttribute[]): boolean {
  const { text } = source;
  let at = element.start + 1 + element.name.length;
  /** The character of the unexpected text that `at` stands right behind. */
  let passed = NONE;
  for (;;) {
    const next = spaceEnd(text, at);
    const code = text.charCodeAt(next);
    const isEmptyTagEnd = code === SLASH && text.charCodeAt(next + 1) === GREATER_THAN;
    if (isEmptyTagEnd || code === GREATER_THAN) {
      element.selfClosing = isEmptyTagEnd || passed === SLASH;
      element.startTagEnd = isEmptyTagEnd ? next + 2 : next + 1;
      return true;
    }
    if (next === text.length || code === LESS_THAN) {
      element.startTagEnd = at;
      return false;
    }
    if (nameTokenEnd(text, next) === next) {
      passed = code;
      at = passUnexpected(source, next);
      continue;
    }
    const attribute = scanAttribute(source, element, next);
    if (next === at && passed === NONE) {
      source.report({ code: 'missing-space', attribute: attribute.name, ...attribute.nameSpan });
    }
    attributes.push(attribute);
    passed = NONE;
    at = attribute.end;
  }
}

const quotedWords = /(["'])[^"'<>\r\n]*\1/y;

/** Passes over what can be no attribute, and returns where reading goes on. */
function passUnexpected(source: Source, start: number): number {
  const { text } = source;
  quotedWords.lastIndex = start;
  let end = start + 1;
  if (quotedWords.test(text)) end = quotedWords.lastIndex;
  else while (end < text.length && !mayGoOn(text, end)) end++;
  const isToldAsInvalid = text.charCodeAt(start) < 0x20;
  if (!isToldAsInvalid) source.report({ code: 'unexpected-text', text: text.slice(start, end), start, end });
  return end;
}

function mayGoOn(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const isDelimiter = code === LESS_THAN || code === GREATER_THAN || code === SLASH;
  return isDelimiter || isSpace(code) || isQuote(code) || nameTokenEnd(text, at) > at;
}

export interface EndTag {
  readonly name: string;
  readonly end: number;
  /** Whether its `>` is there. */
  readonly isClosed: boolean;
}

/** Reads the end tag whose `</` stands at `start`. */
export function scanEndTag(source: Source, start: number): EndTag {
  const { text } = source;
  const nameStart = endTagNameStart(source, start + 2);
  const nameStop = nameTokenEnd(text, nameStart);
  const name = source.slice(nameStart, nameStop);
  const rest = spaceEnd(text, nameStop);
  let close = rest;
  while (close < text.length && !isAngle(text.charCodeAt(close))) close++;
  if (text.charCodeAt(close) !== GREATER_THAN) return { name, end: nameStop, isClosed: false };

  const restEnd = trimmedEnd(text, rest, close);
  if (restEnd > rest) {
    source.report({ code: 'unexpected-text', text: text.slice(rest, restEnd), start: rest, end: restEnd });
  }
  return { name, end: close + 1, isClosed: true };
}

function isAngle(code: number): boolean {
  return code === LESS_THAN || code === GREATER_THAN;
}

/** White space before the name is a mistake, unless what follows is another line: then the name is yet to come. */
function endTagNameStart(source: Source, at: number): number {
  const { text } = source;
  const start = spaceEnd(text, at);
  const space = text.slice(at, start);
  if (space === '' || /[\r\n]/.test(space) || nameTokenEnd(text, start) === start) return at;
  source.report({ code: 'unexpected-text', text: space, start: at, end: start });
  return start;
}
