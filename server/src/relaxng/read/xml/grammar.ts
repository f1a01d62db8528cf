import * as l10n from '@vscode/l10n';
import type { Combine, Component, Definition } from '../syntax.ts';
import type { XmlFile } from './file.ts';
import { together } from './pattern.ts';
import type { SchemaElement } from './schemaElement.ts';

/** What stands in a `<grammar>`. */
export function readComponents(file: XmlFile, grammar: SchemaElement): Component[] {
  return contentOf(file, grammar, (element) =>
    element.name === 'include' ? readInclude(file, element) : readDefinition(file, element),
  );
}

/** Reads what stands in `parent`, and in each `<div>` of it. */
function contentOf<T>(
  file: XmlFile,
  parent: SchemaElement,
  read: (element: SchemaElement) => T | undefined,
): T[] {
  return parent.children.flatMap((element) => {
    if (element.name === 'div') return contentOf(file, element, read);
    const one = read(element);
    if (one === undefined) file.misplaced(element, parent);
    return one === undefined ? [] : [one];
  });
}

function readInclude(file: XmlFile, element: SchemaElement): Component {
  const { origin, scope } = element;
  const overrides = contentOf(file, element, (each) => readDefinition(file, each));
  return { kind: 'include', file: file.href(element), namespace: scope.namespace, overrides, origin };
}

function readDefinition(file: XmlFile, element: SchemaElement): Definition | undefined {
  const { origin, documentation } = element;
  const isStart = element.name === 'start';
  if (!isStart && element.name !== 'define') return undefined;
  const name = isStart ? undefined : file.requiredName(element, 'name');
  const of = together(file, element, element.children);
  if (isStart && element.children.length > 1)
    file.report(element, l10n.t('<start> has one pattern inside; make several a choice.'));
  return { kind: 'define', name, combine: readCombine(file, element), of, documentation, origin };
}

function readCombine(file: XmlFile, element: SchemaElement): Combine | undefined {
  const combine = file.attribute(element, 'combine')?.trim();
  if (combine === undefined || combine === 'choice' || combine === 'interleave') return combine;
  file.report(
    file.attributeOrigin(element, 'combine'),
    l10n.t("Definitions combine as choice or interleave, not as '{0}'.", combine),
  );
  return undefined;
}
