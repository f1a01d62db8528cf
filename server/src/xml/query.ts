import type { Span, XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree.ts';

/** The first attribute of that name. */
export function attribute(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((each) => each.name === name);
}

export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return childElements(element).filter((child) => child.name === name);
}

export function firstChild(element: XmlElement, name: string): XmlElement | undefined {
  return childElements(element).find((child) => child.name === name);
}

/** The element's own text and CDATA, without that of its child elements. */
export function textContent(element: XmlElement): string {
  let text = '';
  for (const child of element.children) {
    if (child.kind === 'text' || child.kind === 'cdata') text += child.value;
  }
  return text;
}

/** All elements inside this one, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  const waiting = childElements(element).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    // One by one: as arguments of a call, a hundred thousand children would overflow the stack.
    for (const child of childElements(next).reverse()) waiting.push(child);
  }
}

/** The elements around this node, innermost first. */
export function* ancestors(node: XmlNode): Generator<XmlElement> {
  for (let parent = node.parent; parent !== undefined; parent = parent.parent) yield parent;
}

/** The innermost node that `offset` touches; between two nodes the one that starts there. */
export function nodeAt(document: XmlDocument, offset: number): XmlNode | undefined {
  let node = childAt(document.children, offset);
  while (node?.kind === 'element' && isWithin(contentSpan(node), offset)) {
    const inner = childAt(node.children, offset);
    if (inner === undefined) break;
    node = inner;
  }
  return node;
}

/** The innermost element that `offset` touches. */
export function elementAt(document: XmlDocument, offset: number): XmlElement | undefined {
  const node = nodeAt(document, offset);
  return node?.kind === 'element' ? node : node?.parent;
}

/** The attribute that `offset` touches, of the tag it stands in. */
export function attributeAt(document: XmlDocument, offset: number): XmlAttribute | undefined {
  const node = nodeAt(document, offset);
  if (node?.kind !== 'element') return undefined;
  return node.attributes.find((each) => each.start <= offset && offset <= each.end);
}

/** What stands between the start tag and the end tag. */
export function contentSpan(element: XmlElement): Span {
  return { start: element.startTag.end, end: element.endTag?.start ?? element.end };
}

export function isElement(node: XmlNode): node is XmlElement {
  return node.kind === 'element';
}

function isWithin(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Children tile their parent's content, so the one to find is the last that starts at or before `offset`. */
function childAt(children: readonly XmlNode[], offset: number): XmlNode | undefined {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const isBefore = (children[middle]?.start ?? 0) <= offset;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return children[low - 1];
}
