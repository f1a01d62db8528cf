import type { DomainDocument } from '../document.ts';
import { childElements, textContent } from '../xml/query.ts';
import type { Span, XmlElement } from '../xml/tree.ts';
import { describeElement } from './elementSummary.ts';

/** An element as an outline shows it. */
export interface DocumentSymbol extends Span {
  readonly name: string;
  /** What tells it from its like: dimmed, behind the name. */
  readonly detail: string;
  readonly kind: SymbolKind;
  /** What is selected when it is chosen. */
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

export type SymbolKind =
  | 'domain'
  | 'network'
  | 'storage'
  | 'device'
  | 'group'
  | 'number'
  | 'text'
  | 'switch'
  | 'property';

/** The elements of the document; those that no name has been typed for yet are left out. */
export function documentSymbols(document: DomainDocument): DocumentSymbol[] {
  const { root } = document.xml;
  return root === undefined ? [] : [symbolOf(root, document)];
}

/** As deep as the parser reads elements: 256. */
function symbolOf(element: XmlElement, document: DomainDocument): DocumentSymbol {
  const children = childElements(element).filter(({ name }) => name !== '');
  return {
    start: element.start,
    end: element.end,
    ...describeElement(element, document.domain),
    kind: kindOf(element, children.length),
    selection: element.nameSpan,
    children: children.map((child) => symbolOf(child, document)),
  };
}

const storage = new Set(['disk', 'filesystem']);

function kindOf(element: XmlElement, children: number): SymbolKind {
  const { name, parent } = element;
  if (parent === undefined) return 'domain';
  if (parent.name === 'devices')
    return name === 'interface' ? 'network' : storage.has(name) ? 'storage' : 'device';
  if (children > 0) return 'group';
  const text = textContent(element).trim();
  if (text !== '') return /^\d+$/.test(text) ? 'number' : 'text';
  return element.attributes.length === 0 ? 'switch' : 'property';
}
