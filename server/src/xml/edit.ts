import { attribute, contentSpan } from './query.ts';
import { trimmedEnd } from './scanner.ts';
import {
  attributeSeparator,
  blankEnd,
  blankStart,
  indentation,
  indentationStep,
  isLineEnd,
  isLineStart,
  lineEnd,
  prevailingQuote,
  type Quote,
} from './style.ts';
import type { Span, XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree.ts';

/** The text of the span is to become `newText`; nothing outside of it changes. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/** The text with all edits made. They may come in any order, but not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of inOrder(edits)) {
    if (start < at) throw new RangeError(`Two edits overlap at offset ${start}.`);
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}

export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether the edits can all be made: none overlaps another. */
export function fitTogether(edits: readonly TextEdit[]): boolean {
  return inOrder(edits).every(({ start }, index, sorted) => (sorted[index - 1]?.end ?? 0) <= start);
}

/** An empty element, written as this document writes its attributes. */
export function element(
  document: XmlDocument,
  name: string,
  attributes: Readonly<Record<string, string>>,
): string {
  const quote = prevailingQuote(document);
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}=${quoted(value, quote)}`);
  return `<${name}${written.join('')}/>`;
}

/** Replaces the attribute's value within its quotes, or adds the attribute behind the last one. */
export function setAttribute(
  document: XmlDocument,
  target: XmlElement,
  name: string,
  value: string,
): TextEdit {
  const present = attribute(target, name);
  return present === undefined
    ? addAttributes(document, target, { [name]: value })
    : setValue(document, present, value);
}

/** Adds attributes that the element does not have yet behind its last one. */
export function addAttributes(
  document: XmlDocument,
  target: XmlElement,
  attributes: Readonly<Record<string, string>>,
): TextEdit {
  const last = target.attributes.at(-1);
  const quote = last?.quote || prevailingQuote(document);
  const separator = attributeSeparator(document, last);
  const written = Object.entries(attributes).map(
    ([key, value]) => `${separator}${key}=${quoted(value, quote)}`,
  );
  return insertion(last?.end ?? target.nameSpan.end, written.join(''));
}

function setValue(document: XmlDocument, present: XmlAttribute, value: string): TextEdit {
  const { valueSpan, quote, nameSpan, end } = present;
  if (valueSpan === undefined) {
    return { start: nameSpan.end, end, newText: `=${quoted(value, prevailingQuote(document))}` };
  }
  const isQuoted = quote !== '' && document.text.charAt(valueSpan.end) === quote && end === valueSpan.end + 1;
  if (isQuoted) return { ...valueSpan, newText: escaped(value, quote) };
  return {
    start: valueSpan.start - quote.length,
    end,
    newText: quoted(value, quote || prevailingQuote(document)),
  };
}

/** Removes the attribute with the white space before it. */
export function removeAttribute({ text }: XmlDocument, { owner, start, end }: XmlAttribute): TextEdit {
  return { start: trimmedEnd(text, owner.start, start), end, newText: '' };
}

export function renameAttribute({ nameSpan }: XmlAttribute, name: string): TextEdit {
  return { ...nameSpan, newText: name };
}

/** Renames both tags. */
export function renameElement({ nameSpan, endTag }: XmlElement, name: string): TextEdit[] {
  const edits = [{ ...nameSpan, newText: name }];
  if (endTag !== undefined) edits.push({ ...endTag, newText: `</${name}>` });
  return edits;
}

/** Removes the node, and its lines when nothing else stands on them. */
export function removeNode({ text }: XmlDocument, node: XmlNode): TextEdit {
  const start = blankStart(text, node.start);
  const end = blankEnd(text, node.end);
  const endsLine = isLineEnd(text.charAt(end));
  if (endsLine && isLineStart(text, start)) return { start, end: afterLineEnd(text, end), newText: '' };
  return endsLine ? { start, end, newText: '' } : { start: node.start, end: node.end, newText: '' };
}

function afterLineEnd(text: string, at: number): number {
  return at + (text.startsWith('\r\n', at) ? 2 : at < text.length ? 1 : 0);
}

/** Inserts markup behind a node: on lines of its own where the node has one, else right behind it. */
export function insertAfter(document: XmlDocument, sibling: XmlNode, ...markup: string[]): TextEdit {
  const indent = indentation(document, sibling);
  const siblings = sibling.parent?.children ?? document.children;
  const following = siblings.slice(siblings.indexOf(sibling) + 1);
  return indent === undefined
    ? insertion(sibling.end, markup.join(''))
    : insertion(lineTail(sibling.end, following), lines(document, indent, markup));
}

/** Inserts markup before all children of an element, which a `<name/>` gets a start and an end tag for. */
export function insertFirstChild(document: XmlDocument, parent: XmlElement, ...markup: string[]): TextEdit {
  const content = contentSpan(parent);
  if (document.text.slice(content.start, content.end).trim() === '') {
    return fill(document, parent, content, markup);
  }
  const at = lineTail(content.start, parent.children);
  const first = parent.children.find(({ kind, start }) => kind !== 'text' && start >= at);
  const indent = first && indentation(document, first);
  return indent === undefined
    ? insertion(content.start, markup.join(''))
    : insertion(at, lines(document, indent, markup));
}

function fill(document: XmlDocument, parent: XmlElement, blank: Span, markup: readonly string[]): TextEdit {
  const own = indentation(document, parent);
  const inner =
    own === undefined
      ? markup.join('')
      : lines(document, own + indentationStep(document, parent), markup) + lineEnd(document) + own;
  if (!parent.selfClosing) return { ...blank, newText: inner };
  const { end } = parent.startTag;
  const slash = document.text.lastIndexOf('/', end);
  const start = trimmedEnd(document.text, parent.start, slash);
  return { start, end, newText: `>${inner}</${parent.name}>` };
}

function lines(document: XmlDocument, indent: string, markup: readonly string[]): string {
  return markup.map((line) => lineEnd(document) + indent + line).join('');
}

/** Behind the comments that follow on the same line: they belong to what stands before them. */
function lineTail(at: number, following: readonly XmlNode[]): number {
  for (const node of following) {
    const isOnSameLine = node.kind === 'text' && /^[ \t]+$/.test(node.value);
    if (node.kind === 'comment') at = node.end;
    else if (!isOnSameLine) break;
  }
  return at;
}

function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}

function quoted(value: string, quote: Quote): string {
  return quote + escaped(value, quote) + quote;
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escaped(value: string, quote: Quote): string {
  return value.replace(/[&<"'\t\n\r]/g, (character) =>
    character === (quote === '"' ? "'" : '"') ? character : (references[character] ?? character),
  );
}
