import * as l10n from '@vscode/l10n';
import { textContent } from '../../../xml/query.ts';
import type { Param, WrittenPattern } from '../syntax.ts';
import type { XmlFile } from './file.ts';
import { readComponents } from './grammar.ts';
import { readName } from './nameClass.ts';
import type { SchemaElement } from './schemaElement.ts';

type Reader = (file: XmlFile, element: SchemaElement) => WrittenPattern;

const readers = new Map<string, Reader>(
  Object.entries<Reader>({
    element: (file, element) => {
      const { name, content } = readName(file, element);
      const { origin, documentation } = element;
      return { kind: 'element', name, of: together(file, element, content), documentation, origin };
    },
    attribute: (file, element) => {
      const { name, content } = readName(file, element);
      const [of] = content.map((each) => readChild(file, each, element));
      for (const other of content.slice(1))
        file.report(other, l10n.t('An attribute has one pattern inside; group several.'));
      const { origin, documentation } = element;
      return { kind: 'attribute', name, of: of ?? { kind: 'text', origin }, documentation, origin };
    },
    group: several('group'),
    interleave: several('interleave'),
    choice: several('choice'),
    oneOrMore: around('oneOrMore'),
    zeroOrMore: around('zeroOrMore'),
    optional: around('optional'),
    mixed: around('mixed'),
    list: around('list'),
    empty: leaf('empty'),
    notAllowed: leaf('notAllowed'),
    text: leaf('text'),
    ref: reference('ref'),
    parentRef: reference('parentRef'),
    externalRef: (file, element) => {
      file.reportChildren(element);
      const { origin, scope } = element;
      return { kind: 'externalRef', file: file.href(element), namespace: scope.namespace, origin };
    },
    grammar: (file, element) => ({
      kind: 'grammar',
      components: readComponents(file, element),
      origin: element.origin,
    }),
    value: readValue,
    data: readData,
  }),
);

/** A pattern written as an element; undefined when the element is none. */
export function readPattern(file: XmlFile, element: SchemaElement): WrittenPattern | undefined {
  return readers.get(element.name)?.(file, element);
}

function readChild(file: XmlFile, element: SchemaElement, parent: SchemaElement): WrittenPattern {
  const pattern = readPattern(file, element);
  if (pattern === undefined) file.misplaced(element, parent);
  return pattern ?? { kind: 'notAllowed', origin: element.origin };
}

/** The content of `parent` as one pattern: several form a group. */
export function together(
  file: XmlFile,
  parent: SchemaElement,
  content: readonly SchemaElement[],
): WrittenPattern {
  return joined('group', file, parent, content);
}

function joined(
  kind: 'group' | 'interleave' | 'choice',
  file: XmlFile,
  parent: SchemaElement,
  content: readonly SchemaElement[],
): WrittenPattern {
  const { origin } = parent;
  const [only, ...others] = content.map((each) => readChild(file, each, parent));
  if (only === undefined) {
    file.report(parent, l10n.t('<{0}> needs something inside.', parent.xml.name));
    return { kind: 'notAllowed', origin };
  }
  return others.length === 0 ? only : { kind, members: [only, ...others], origin };
}

function several(kind: 'group' | 'interleave' | 'choice'): Reader {
  return (file, element) => joined(kind, file, element, element.children);
}

function around(kind: 'oneOrMore' | 'zeroOrMore' | 'optional' | 'mixed' | 'list'): Reader {
  return (file, element) => ({
    kind,
    of: together(file, element, element.children),
    origin: element.origin,
  });
}

function leaf(kind: 'empty' | 'notAllowed' | 'text'): Reader {
  return (file, element) => {
    file.reportChildren(element);
    return { kind, origin: element.origin };
  };
}

function reference(kind: 'ref' | 'parentRef'): Reader {
  return (file, element) => {
    file.reportChildren(element);
    return { kind, name: file.requiredName(element, 'name'), origin: element.origin };
  };
}

function readValue(file: XmlFile, element: SchemaElement): WrittenPattern {
  file.reportChildren(element);
  const { origin, scope } = element;
  const type = file.attribute(element, 'type')?.trim();
  const library = type === undefined ? '' : scope.library;
  // A QName without prefix is in the namespace that `ns` gives here, not in the one of `xmlns`.
  const context = {
    resolvePrefix: (prefix: string) =>
      prefix === '' ? scope.namespace : scope.context.resolvePrefix(prefix),
  };
  return { kind: 'value', library, type: type ?? 'token', value: textContent(element.xml), context, origin };
}

function readData(file: XmlFile, element: SchemaElement): WrittenPattern {
  const { origin, children, scope } = element;
  const params: Param[] = [];
  let except: WrittenPattern | undefined;
  for (const child of children) {
    if (child.name === 'param' && except === undefined) params.push(readParam(file, child));
    else if (child.name === 'except' && except === undefined)
      except = joined('choice', file, child, child.children);
    else file.misplaced(child, element);
  }
  const type = file.requiredName(element, 'type');
  return { kind: 'data', library: scope.library, type, params, except, origin };
}

function readParam(file: XmlFile, element: SchemaElement): Param {
  file.reportChildren(element);
  const { xml, origin } = element;
  const value = textContent(xml);
  const end = xml.endTag?.start ?? xml.startTag.end;
  return {
    name: file.requiredName(element, 'name'),
    value,
    origin,
    valueOrigin: { file: file.name, start: xml.startTag.end, end },
  };
}
