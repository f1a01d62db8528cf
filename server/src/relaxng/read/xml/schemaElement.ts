import * as l10n from '@vscode/l10n';
import { textContent } from '../../../xml/query.ts';
import type { XmlElement, XmlNode } from '../../../xml/tree.ts';
import type { Origin } from '../../grammar.ts';
import { ANNOTATIONS } from '../documentation.ts';
import type { SchemaErrors } from '../errors.ts';
import { innerScope, type Scope } from './scope.ts';

export const RELAX_NG = 'http://relaxng.org/ns/structure/1.0';

/** An element of a schema that is RELAX NG's own; those of others are left out. */
export interface SchemaElement {
  /** Without prefix. */
  readonly name: string;
  readonly xml: XmlElement;
  readonly children: readonly SchemaElement[];
  readonly scope: Scope;
  /** The start tag. */
  readonly origin: Origin;
  /** Of `a:documentation` inside this element. */
  readonly documentation: string | undefined;
}

/** The RELAX NG attributes of each element, beside `ns` and `datatypeLibrary`, which may stand on all. */
const attributesOf = new Map(
  Object.entries({
    element: ['name'],
    attribute: ['name'],
    ref: ['name'],
    parentRef: ['name'],
    param: ['name'],
    define: ['name', 'combine'],
    start: ['combine'],
    data: ['type'],
    value: ['type'],
    externalRef: ['href'],
    include: ['href'],
  }),
);
const everywhere = ['ns', 'datatypeLibrary'];
const withText = new Set(['value', 'param', 'name']);

/** Reads the elements of one file. */
export class SchemaElements {
  readonly #file: string;
  readonly #errors: SchemaErrors;

  constructor(file: string, errors: SchemaErrors) {
    this.#file = file;
    this.#errors = errors;
  }

  /** The schema element that `xml` is; undefined when it belongs to another vocabulary. */
  read(xml: XmlElement, outer: Scope): SchemaElement | undefined {
    const scope = innerScope(outer, xml.attributes);
    if (namespaceOf(xml, scope) !== RELAX_NG) return undefined;
    const name = localName(xml);
    this.#checkAttributes(xml, name);

    const children: SchemaElement[] = [];
    let documentation: string | undefined;
    for (const node of xml.children) {
      if (node.kind === 'element') {
        const child = this.read(node, scope);
        if (child !== undefined) children.push(child);
        else if (isDocumentation(node, scope)) documentation = withParagraph(documentation, node);
      } else if (isMeaningful(node) && !withText.has(name)) {
        const message = l10n.t('No text may stand inside <{0}>.', xml.name);
        this.#errors.report({ file: this.#file, start: node.start, end: node.end }, message);
      }
    }
    const origin = { file: this.#file, start: xml.startTag.start, end: xml.startTag.end };
    return { name, xml, children, scope, origin, documentation };
  }

  #checkAttributes(xml: XmlElement, name: string): void {
    for (const each of xml.attributes) {
      const isForeign = each.name.includes(':') || each.name === 'xmlns';
      if (isForeign || everywhere.includes(each.name) || attributesOf.get(name)?.includes(each.name))
        continue;
      const { start, end } = each.nameSpan;
      const message = l10n.t('<{0}> has no attribute {1} in RELAX NG.', xml.name, each.name);
      this.#errors.report({ file: this.#file, start, end }, message);
    }
  }
}

function isMeaningful(node: XmlNode): boolean {
  return (node.kind === 'text' || node.kind === 'cdata') && /\S/.test(node.value);
}

function withParagraph(documentation: string | undefined, xml: XmlElement): string {
  const paragraph = trimmedLines(textContent(xml));
  return documentation === undefined ? paragraph : `${documentation}\n\n${paragraph}`;
}

function localName({ name }: XmlElement): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function namespaceOf({ name }: XmlElement, { prefixes }: Scope): string | undefined {
  const colon = name.indexOf(':');
  return prefixes.get(colon === -1 ? '' : name.slice(0, colon));
}

function isDocumentation(xml: XmlElement, outer: Scope): boolean {
  return (
    localName(xml) === 'documentation' && namespaceOf(xml, innerScope(outer, xml.attributes)) === ANNOTATIONS
  );
}

/** The text without the indentation that its place in the file gave it. */
function trimmedLines(text: string): string {
  const lines = text
    .trimEnd()
    .replace(/^\s*\n/, '')
    .split('\n');
  const indents = lines.slice(1).filter((line) => line.trim() !== '');
  const common = Math.min(...indents.map((line) => line.length - line.trimStart().length));
  return lines.map((line, index) => (index === 0 ? line.trimStart() : line.slice(common))).join('\n');
}
