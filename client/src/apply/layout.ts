import type { DomainDocument } from '../../../server/src/service.ts';
import {
  addAttributes,
  applyEdits,
  insertAfter,
  insertFirstChild,
  removeAttribute,
  removeNode,
  setAttribute,
  type TextEdit,
} from '../../../server/src/xml/edit.ts';
import {
  attribute as attributeOf,
  childElements,
  contentSpan,
  textContent,
} from '../../../server/src/xml/query.ts';
import type { XmlDocument, XmlElement } from '../../../server/src/xml/tree.ts';
import { attribute, comparable, escapeText, type Node, print, reduce } from './comparable.ts';
import { withoutFilledIn } from './filledIn.ts';
import { counterparts } from './pairing.ts';
import type { ReadElement } from './readXml.ts';

/**
 * What the host has, laid out as the document is: the document's text, changed where the host has something else. So
 * order, quotes, comments and what libvirt fills in make no difference, and neither do secrets, which libvirt was not
 * asked for. Of a malformed document only the host's form is to be had, one element a line.
 */
export function layOutAs({ xml, text }: DomainDocument, hostXml: string): string {
  const host = comparable(hostXml, 'without-secrets');
  if (!xml.root || !host) return hostXml;
  const wanted = reduce(read(xml.root, undefined), 'without-secrets');
  const there = withoutFilledIn(host, wanted);
  if (xml.problems.length > 0) return print(there);
  return applyEdits(text, edits(there, wanted, xml));
}

interface TreeElement extends ReadElement {
  readonly source: XmlElement;
}

function read(source: XmlElement, parent: TreeElement | undefined): TreeElement {
  const children: ReadElement[] = [];
  const attributes = source.attributes.map(({ name, value }) => ({ name, value }));
  const element = { name: source.name, attributes, children, text: textContent(source), parent, source };
  for (const child of childElements(source)) children.push(read(child, element));
  return element;
}

function sourceOf({ element }: Node): XmlElement {
  return (element as TreeElement).source;
}

/** What makes the document's element say what the host's does. */
function edits(host: Node, document: Node, xml: XmlDocument): TextEdit[] {
  const source = sourceOf(document);
  if (host.text !== document.text) {
    const isPlain = document.children.length === 0 && host.children.length === 0 && !source.selfClosing;
    return isPlain
      ? [...tagEdits(host, document, xml), textEdit(host, source, xml)]
      : [replacement(host, source)];
  }
  return [...tagEdits(host, document, xml), ...childEdits(host, document, xml)];
}

function tagEdits(host: Node, document: Node, xml: XmlDocument): TextEdit[] {
  const source = sourceOf(document);
  // A number and its unit belong together: equal units may have been written differently.
  const isSame = (name: string, value: string) =>
    host.text === document.text
      ? attribute(document, name) === value
      : (attributeOf(source, name)?.value ?? (name === 'unit' ? 'KiB' : undefined)) === value;
  const changed = host.attributes.filter(([name, value]) => !isSame(name, value));
  const isThere = ([name]: readonly [string, string]) => attributeOf(source, name) !== undefined;
  const added = changed.filter((each) => !isThere(each));
  const removed = source.attributes.filter(
    ({ name }) => attribute(document, name) !== undefined && attribute(host, name) === undefined,
  );
  return [
    ...changed.filter(isThere).map(([name, value]) => setAttribute(xml, source, name, value)),
    ...(added.length > 0 ? [addAttributes(xml, source, Object.fromEntries(added))] : []),
    ...removed.map((each) => removeAttribute(xml, each)),
  ];
}

function childEdits(host: Node, document: Node, xml: XmlDocument): TextEdit[] {
  const kept = keptPairs(host, document);
  const stays = new Set(kept.values());
  const all = [...kept].flatMap(([child, counterpart]) => edits(child, counterpart, xml));
  for (const child of document.children) if (!stays.has(child)) all.push(removeNode(xml, sourceOf(child)));

  const sources = [...stays].map(sourceOf).sort((a, b) => a.start - b.start);
  const missing = new Map<XmlElement | undefined, Node[]>();
  for (const [child, sibling] of placesFor(host, kept, sources)) {
    const others = missing.get(sibling);
    if (others) others.push(child);
    else missing.set(sibling, [child]);
  }
  for (const [sibling, nodes] of missing) {
    const lines = nodes.flatMap((node) => print(node).trimEnd().split('\n'));
    all.push(
      sibling ? insertAfter(xml, sibling, ...lines) : insertFirstChild(xml, sourceOf(document), ...lines),
    );
  }
  return all;
}

/** Pairs that stand in the same order on both sides: libvirt keeps the order of alike elements. */
function keptPairs(host: Node, document: Node): ReadonlyMap<Node, Node> {
  const pairs = counterparts(host, document);
  const indexes = new Map(document.children.map((child, index) => [child, index]));
  const last = new Map<string, number>();
  const kept = new Map<Node, Node>();
  for (const child of host.children) {
    const counterpart = pairs.get(child);
    const index = counterpart && indexes.get(counterpart);
    if (!counterpart || index === undefined || index < (last.get(child.name) ?? 0)) continue;
    last.set(child.name, index);
    kept.set(child, counterpart);
  }
  return kept;
}

/**
 * The host's children that the document lacks, each with the element of the document behind which it belongs, so that alike
 * ones stand in the host's order; undefined for the first place.
 */
function* placesFor(
  host: Node,
  kept: ReadonlyMap<Node, Node>,
  sources: readonly XmlElement[],
): Generator<readonly [Node, XmlElement | undefined]> {
  const firstOfName = new Map<string, XmlElement>();
  for (const [{ name }, counterpart] of kept)
    if (!firstOfName.has(name)) firstOfName.set(name, sourceOf(counterpart));
  const places = new Map<string, XmlElement | undefined>();
  for (const child of host.children) {
    const { name } = child;
    const counterpart = kept.get(child);
    if (counterpart) {
      places.set(name, sourceOf(counterpart));
      continue;
    }
    if (!places.has(name)) {
      const first = firstOfName.get(name);
      places.set(name, first ? sources.findLast(({ start }) => start < first.start) : sources.at(-1));
    }
    yield [child, places.get(name)];
  }
}

function textEdit(host: Node, source: XmlElement, { text }: XmlDocument): TextEdit {
  const { start, end } = contentSpan(source);
  const written = text.slice(start, end);
  const blank = written.length - written.trimStart().length;
  return {
    start: start + blank,
    end: start + Math.max(blank, written.trimEnd().length),
    newText: escapeText(host.text),
  };
}

function replacement(host: Node, source: XmlElement): TextEdit {
  return { start: source.start, end: source.end, newText: print(host).trimEnd() };
}
