import { type DomainDocument, openDocument } from '../../document.ts';
import { applyEdits } from '../../xml/edit.ts';
import { nodeAt } from '../../xml/query.ts';
import type { Span, XmlAttribute, XmlElement, XmlNode } from '../../xml/tree.ts';

/** What is being written where the cursor stands. */
export type Place = ContentPlace | AttributePlace | ValuePlace;

/** Between tags, or in the name of a tag. */
export interface ContentPlace {
  readonly kind: 'content';
  /** How much of a tag stands before the name: `<disk`, `</disk`, or only `disk`. */
  readonly typed: '' | '<' | '</';
  /** What the new name, tag or text takes the place of. */
  readonly replace: Span;
  /** The document with a comment for what is being written: so it is where it is, and says nothing. */
  readonly asked: DomainDocument;
  /** Where that comment starts. */
  readonly at: number;
  /** The element whose name only is to change: it has attributes or content already. */
  readonly renamed: XmlElement | undefined;
}

/** In a start tag, where an attribute may begin or stands. */
export interface AttributePlace {
  readonly kind: 'attribute';
  readonly replace: Span;
  readonly element: XmlElement;
  /** The one whose name stands here. */
  readonly attribute: XmlAttribute | undefined;
  /** Whether only the name is to be written, since its value stands there. */
  readonly hasValue: boolean;
  /** Whether another attribute follows without a space between. */
  readonly isBeforeAnother: boolean;
}

export interface ValuePlace {
  readonly kind: 'value';
  readonly replace: Span;
  readonly attribute: XmlAttribute;
  /** The quotes that are not there yet. */
  readonly missing: 'both' | 'closing' | 'none';
}

/** Undefined where nothing of the format can be written: in comments, CDATA, declarations, or right behind a value. */
export function placeAt(document: DomainDocument, offset: number): Place | undefined {
  const { text, xml } = document;
  const node = nodeAt(xml, offset);
  if ((node !== undefined && isOpaque(node, offset)) || isBehindUnclosed(document, offset)) return undefined;
  const open = text.lastIndexOf('<', offset - 1);
  const tag = open === -1 ? undefined : nodeAt(xml, open);
  if (open === -1 || (tag !== undefined && tag.start < open && isOpaque(tag, open)))
    return betweenTags(document, offset);
  if (text.startsWith('</', open)) {
    if (offset === open + 1) return undefined;
    return inEndTag(document, open, offset) ?? betweenTags(document, offset);
  }
  if (tag?.kind === 'element' && tag.start === open && isInTag(tag, text, offset))
    return inStartTag(document, tag, offset);
  const isDeclaration = /[!?]/.test(text.charAt(open + 1)) && !text.slice(open, offset).includes('>');
  return isDeclaration ? undefined : betweenTags(document, offset);
}

function isOpaque({ kind, start, end }: XmlNode, offset: number): boolean {
  return kind !== 'element' && kind !== 'text' && start < offset && offset < end;
}

const unclosed = new Set(['unclosed-comment', 'unclosed-cdata', 'unclosed-instruction', 'unclosed-doctype']);

function isBehindUnclosed({ xml }: DomainDocument, offset: number): boolean {
  return xml.problems.some(({ code, start }) => unclosed.has(code) && start < offset);
}

/** White space behind a tag without its `>` still belongs to it. */
function isInTag({ startTag }: XmlElement, text: string, offset: number): boolean {
  if (offset < startTag.end) return true;
  return !isClosed(startTag, text) && text.slice(startTag.end, offset).trim() === '';
}

function isClosed({ end }: Span, text: string): boolean {
  return text.charAt(end - 1) === '>';
}

function inStartTag(document: DomainDocument, element: XmlElement, offset: number): Place | undefined {
  const { text } = document;
  if (offset <= element.nameSpan.end) return inName(document, element);
  const attribute = element.attributes.find(({ start, end }) => start <= offset && offset <= end);
  if (attribute === undefined || offset === attribute.start) {
    if (!/\s/.test(text.charAt(offset - 1))) return undefined;
    return {
      kind: 'attribute',
      replace: { start: offset, end: offset },
      element,
      attribute: undefined,
      hasValue: false,
      isBeforeAnother: attribute !== undefined,
    };
  }
  const { nameSpan, end } = attribute;
  if (offset <= nameSpan.end)
    return {
      kind: 'attribute',
      replace: nameSpan,
      element,
      attribute,
      hasValue: end > nameSpan.end,
      isBeforeAnother: false,
    };
  return inValue(text, attribute, offset);
}

function inValue(text: string, attribute: XmlAttribute, offset: number): ValuePlace | undefined {
  const { valueSpan, quote, end } = attribute;
  if (valueSpan === undefined) {
    const isBehindEquals = text.charAt(end - 1) === '=' && offset === end;
    return isBehindEquals
      ? { kind: 'value', replace: { start: offset, end: offset }, attribute, missing: 'both' }
      : undefined;
  }
  if (offset < valueSpan.start || offset > valueSpan.end) return undefined;
  if (quote === '')
    return { kind: 'value', replace: { start: valueSpan.start, end }, attribute, missing: 'both' };
  const missing = text.charAt(valueSpan.end) === quote ? 'none' : 'closing';
  return { kind: 'value', replace: valueSpan, attribute, missing };
}

/** A tag that has nothing yet but its name is written anew; of another the name only, in both tags. */
function inName(document: DomainDocument, element: XmlElement): ContentPlace {
  const { text } = document;
  const { nameSpan, startTag, attributes, endTag, selfClosing } = element;
  const isWhole = isClosed(startTag, text);
  const isEmpty = endTag !== undefined && startTag.end === endTag.start;
  const isBare = attributes.length === 0 && (endTag === undefined || isEmpty);
  const end = !isWhole ? nameSpan.end : isEmpty ? element.end : startTag.end;
  const canBeReplaced = isBare && !/[\r\n]/.test(text.slice(nameSpan.start, end));
  const removed = {
    start: element.start,
    end: endTag || selfClosing ? element.end : isWhole ? startTag.end : end,
  };
  return {
    kind: 'content',
    typed: '<',
    replace: canBeReplaced ? { start: nameSpan.start, end } : nameSpan,
    ...without(document, removed),
    renamed: canBeReplaced ? undefined : element,
  };
}

const endTagPattern = /<\/[^\s<>]*[ \t]*>?/y;

function inEndTag(document: DomainDocument, start: number, offset: number): ContentPlace | undefined {
  endTagPattern.lastIndex = start;
  const [tag = ''] = endTagPattern.exec(document.text) ?? [];
  const end = start + tag.length;
  const isBehind = offset > end || (offset === end && tag.endsWith('>'));
  if (isBehind) return undefined;
  return {
    kind: 'content',
    typed: '</',
    replace: { start: start + 2, end },
    ...without(document, { start, end }),
    renamed: undefined,
  };
}

function betweenTags(document: DomainDocument, offset: number): ContentPlace {
  const { text } = document;
  let [start, end] = [offset, offset];
  while (isWordCharacter(text.charAt(start - 1))) start--;
  while (isWordCharacter(text.charAt(end))) end++;
  const replace = { start, end };
  return { kind: 'content', typed: '', replace, ...without(document, replace), renamed: undefined };
}

function isWordCharacter(character: string): boolean {
  return /[^\s<>&\uFEFF]/.test(character);
}

const standIn = '<!---->';

function without(document: DomainDocument, span: Span): Pick<ContentPlace, 'asked' | 'at'> {
  const text = applyEdits(document.text, [{ ...span, newText: standIn }]);
  return { asked: openDocument(text), at: span.start };
}
