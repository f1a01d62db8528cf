import type { TextEdit } from '../xml/edit.ts';
import { contentSpan, isElement } from '../xml/query.ts';
import type { Span, XmlElement } from '../xml/tree.ts';

/** The text between the tags, or the start tag where there is nothing but markup or white space. */
export function textSpan(element: XmlElement): Span {
  const { start, end } = contentSpan(element);
  return end > start && !element.children.some(isElement) ? { start, end } : element.startTag;
}

/** Puts other text between the tags; the text needs no escaping. */
export function setText(element: XmlElement, newText: string): TextEdit {
  return { ...contentSpan(element), newText };
}
