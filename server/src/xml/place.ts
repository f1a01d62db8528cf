import { attributeAt, contentSpan, elementAt, nodeAt } from './query.ts';
import { nameTokenEnd } from './scanner.ts';
import type { Span, XmlAttribute, XmlDocument, XmlElement } from './tree.ts';

/** What a place of the text says: the name of an element or an attribute, an attribute's value, or an element's text. */
export type Place =
  | { readonly kind: 'element-name'; readonly element: XmlElement; readonly at: Span }
  | { readonly kind: 'attribute-name'; readonly attribute: XmlAttribute; readonly at: Span }
  /** With the quotes left out. */
  | { readonly kind: 'attribute-value'; readonly attribute: XmlAttribute; readonly at: Span }
  /** With the white space around left out, in an element that has nothing but text. */
  | { readonly kind: 'text'; readonly element: XmlElement; readonly at: Span };

/** What `offset` touches; undefined between all that, and in comments and other markup. */
export function placeAt(document: XmlDocument, offset: number): Place | undefined {
  const attribute = attributeAt(document, offset);
  if (attribute !== undefined) return inAttribute(attribute, offset);
  const element = elementAt(document, offset);
  if (element === undefined) return undefined;
  const at = nameSpans(document, element).find((span) => touches(span, offset));
  return at === undefined ? inText(document, element, offset) : { kind: 'element-name', element, at };
}

/** The name in the start tag, and in the end tag where that has the same. */
export function nameSpans({ text }: XmlDocument, { name, nameSpan, endTag }: XmlElement): Span[] {
  if (name === '') return [];
  if (endTag === undefined) return [nameSpan];
  const start = endTag.start + '</'.length;
  const end = start + name.length;
  const isSame = text.startsWith(name, start) && nameTokenEnd(text, start) === end;
  return isSame ? [nameSpan, { start, end }] : [nameSpan];
}

export function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function inAttribute(attribute: XmlAttribute, offset: number): Place | undefined {
  const { nameSpan, valueSpan } = attribute;
  if (touches(nameSpan, offset)) return { kind: 'attribute-name', attribute, at: nameSpan };
  if (valueSpan === undefined || !touches(valueSpan, offset)) return undefined;
  return { kind: 'attribute-value', attribute, at: valueSpan };
}

function inText(document: XmlDocument, element: XmlElement, offset: number): Place | undefined {
  if (nodeAt(document, offset)?.kind === 'comment') return undefined;
  const at = textSpan(document, element);
  return at === undefined || !touches(at, offset) ? undefined : { kind: 'text', element, at };
}

/** The text of an element that has nothing else inside, without the white space around; undefined where it is blank. */
export function textSpan({ text }: XmlDocument, element: XmlElement): Span | undefined {
  const [only] = element.children;
  if (element.children.length !== 1 || only?.kind !== 'text') return undefined;
  const content = contentSpan(element);
  const written = text.slice(content.start, content.end);
  const trimmed = written.trim();
  const start = content.start + written.indexOf(trimmed);
  return trimmed === '' ? undefined : { start, end: start + trimmed.length };
}
