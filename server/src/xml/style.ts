import { ancestors, descendants, isElement } from './query.ts';
import { trimmedEnd } from './scanner.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree.ts';

/** How a document is written, read from what is there, so that an edit looks as if its author had made it. */

export type Quote = '"' | "'";

/** So many more of one kind decide. */
const CLEAR_LEAD = 20;

/** The quote most attributes have; without any, the one libvirt writes. */
export function prevailingQuote({ root }: XmlDocument): Quote {
  if (root === undefined) return "'";
  let lead = leadOf(root);
  for (const element of descendants(root)) {
    if (Math.abs(lead) >= CLEAR_LEAD) break;
    lead += leadOf(element);
  }
  return lead > 0 ? '"' : "'";
}

/** How many more attributes have double quotes than single ones. */
function leadOf({ attributes }: XmlElement): number {
  let lead = 0;
  for (const { quote } of attributes) lead += quote === '"' ? 1 : quote === "'" ? -1 : 0;
  return lead;
}

export function lineEnd({ text }: XmlDocument): string {
  const at = text.indexOf('\n');
  return at > 0 && text.charAt(at - 1) === '\r' ? '\r\n' : '\n';
}

/** The white space before a node that begins its line; undefined for any other node. */
export function indentation({ text }: XmlDocument, node: XmlNode): string | undefined {
  const start = blankStart(text, node.start);
  return isLineStart(text, start) ? text.slice(start, node.start) : undefined;
}

/** What one level adds here, or else anywhere above. */
export function indentationStep(document: XmlDocument, element: XmlElement): string {
  let inner = indentation(document, element);
  for (const parent of ancestors(element)) {
    const outer = indentation(document, parent);
    if (
      inner !== undefined &&
      outer !== undefined &&
      inner.length > outer.length &&
      inner.startsWith(outer)
    ) {
      return inner.slice(outer.length);
    }
    inner = outer ?? inner;
  }
  const first = document.root?.children.find(isElement);
  return (first && indentation(document, first)) || '  ';
}

/** What separates the last attribute from what stands before it: an own line where each has one. */
export function attributeSeparator({ text }: XmlDocument, last: XmlAttribute | undefined): string {
  if (last === undefined) return ' ';
  const space = text.slice(trimmedEnd(text, last.owner.start, last.start), last.start);
  return space.includes('\n') ? space : ' ';
}

/** The first offset of the blanks before `at`, on the same line. */
export function blankStart(text: string, at: number): number {
  while (at > 0 && isBlank(text.charAt(at - 1))) at--;
  return at;
}

/** The first offset behind the blanks at `at`, on the same line. */
export function blankEnd(text: string, at: number): number {
  while (isBlank(text.charAt(at))) at++;
  return at;
}

export function isLineStart(text: string, at: number): boolean {
  return at === 0 || isLineEnd(text.charAt(at - 1)) || (at === 1 && text.charAt(0) === '\uFEFF');
}

export function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r' || character === '';
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}
