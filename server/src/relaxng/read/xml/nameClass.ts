import * as l10n from '@vscode/l10n';
import { textContent } from '../../../xml/query.ts';
import type { NameClass, Origin } from '../../grammar.ts';
import type { XmlFile } from './file.ts';
import type { SchemaElement } from './schemaElement.ts';

const nameClasses = new Set(['name', 'anyName', 'nsName', 'choice']);
const none: NameClass = { kind: 'name', namespace: '', local: '' };

/** The name of an element or attribute pattern, and the children that are left for its content. */
export function readName(
  file: XmlFile,
  pattern: SchemaElement,
): { name: NameClass; content: readonly SchemaElement[] } {
  const { children, scope } = pattern;
  if (file.attribute(pattern, 'name') !== undefined) {
    const hasOwnNamespace = file.attribute(pattern, 'ns') !== undefined;
    const namespace = pattern.name === 'element' || hasOwnNamespace ? scope.namespace : '';
    const written = file.attribute(pattern, 'name') ?? '';
    const name = qualified(file, pattern, written, namespace, file.attributeOrigin(pattern, 'name'));
    return { name, content: children };
  }
  const [first, ...content] = children;
  if (first === undefined || !nameClasses.has(first.name)) {
    file.report(
      pattern,
      l10n.t('<{0}> needs a name: an attribute name, or a name class inside.', pattern.xml.name),
    );
    return { name: none, content: children };
  }
  return { name: readNameClass(file, first, pattern), content };
}

function readNameClass(file: XmlFile, element: SchemaElement, parent: SchemaElement): NameClass {
  const { name, scope, xml } = element;
  if (name === 'name') {
    file.reportChildren(element);
    const origin = { file: file.name, start: xml.startTag.end, end: xml.endTag?.start ?? xml.startTag.end };
    return qualified(file, element, textContent(xml), scope.namespace, origin);
  }
  if (name === 'anyName') return { kind: 'anyName', except: readExcept(file, element) };
  if (name === 'nsName')
    return { kind: 'nsName', namespace: scope.namespace, except: readExcept(file, element) };
  if (name === 'choice') return readChoice(file, element);
  file.misplaced(element, parent);
  return none;
}

function readExcept(file: XmlFile, element: SchemaElement): NameClass | undefined {
  const [except, ...others] = element.children;
  for (const other of others) file.misplaced(other, element);
  if (except === undefined) return undefined;
  if (except.name === 'except') return readChoice(file, except);
  file.misplaced(except, element);
  return undefined;
}

function readChoice(file: XmlFile, element: SchemaElement): NameClass {
  const [only, ...others] = element.children.map((child) => readNameClass(file, child, element));
  if (only === undefined) {
    file.report(element, l10n.t('<{0}> needs something inside.', element.xml.name));
    return none;
  }
  return others.length === 0 ? only : { kind: 'choice', members: [only, ...others] };
}

function qualified(
  file: XmlFile,
  { scope }: SchemaElement,
  written: string,
  unprefixed: string,
  at: Origin,
): NameClass {
  const name = written.trim();
  const colon = name.indexOf(':');
  const local = name.slice(colon + 1);
  const prefix = name.slice(0, Math.max(0, colon));
  const namespace = colon === -1 ? unprefixed : scope.prefixes.get(prefix);
  if (namespace === undefined) file.report(at, l10n.t("No namespace has the prefix '{0}' here.", prefix));
  else file.checkName(local, at);
  return { kind: 'name', namespace: namespace ?? '', local };
}
