import type { DomainDocument } from '../document.ts';
import { touches } from '../xml/place.ts';
import { ancestors, contentSpan, nodeAt } from '../xml/query.ts';
import type { Span, XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.ts';

/**
 * What a selection at the offset grows to, step by step: a value, with its quotes, its attribute, all attributes, the
 * tag, the element, the content around …, each within the next, the whole document last.
 */
export function selectionSteps({ xml }: DomainDocument, offset: number): Span[] {
  const node = nodeAt(xml, offset);
  const inner =
    node === undefined ? [] : node.kind === 'element' ? insideTags(xml, node) : [trimmed(xml, node), node];
  const around =
    node === undefined ? [] : [...ancestors(node)].flatMap((element) => insideTags(xml, element));
  const steps: Span[] = [];
  for (const { start, end } of [...inner, ...around, { start: 0, end: xml.text.length }]) {
    const last = steps.at(-1) ?? { start: offset, end: offset };
    const isWithin = start <= last.start && last.end <= end && touches({ start, end }, offset);
    if (isWithin && end - start > last.end - last.start) steps.push({ start, end });
  }
  return steps;
}

/** The spans of an element from the innermost outwards, also those that the offset does not touch. */
function insideTags(document: XmlDocument, element: XmlElement): Span[] {
  const { attributes, nameSpan, startTag, endTag } = element;
  const [first, last] = [attributes[0], attributes.at(-1)];
  const endName = endTag && { start: endTag.start + '</'.length, end: endTag.end - '>'.length };
  return [
    nameSpan,
    ...(endName ? [endName] : []),
    ...attributes.flatMap(insideAttribute),
    ...(first && last ? [{ start: first.start, end: last.end }] : []),
    startTag,
    ...(endTag ? [endTag] : []),
    trimmed(document, contentSpan(element)),
    contentSpan(element),
    element,
  ];
}

function insideAttribute(attribute: XmlAttribute): Span[] {
  const { nameSpan, valueSpan, quote } = attribute;
  if (valueSpan === undefined) return [nameSpan];
  const { start, end } = valueSpan;
  return [nameSpan, valueSpan, { start: start - quote.length, end: end + quote.length }, attribute];
}

/** Without the white space at its ends. */
function trimmed({ text }: XmlDocument, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const from = end - written.trimStart().length;
  return { start: from, end: Math.max(from, start + written.trimEnd().length) };
}
