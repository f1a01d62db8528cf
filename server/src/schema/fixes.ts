import * as l10n from '@vscode/l10n';
import type { SchemaName, SchemaProblem } from '../relaxng/index.ts';
import type { Fix } from '../rules/rule.ts';
import {
  insertAfter,
  insertFirstChild,
  removeAttribute,
  removeNode,
  renameAttribute,
  renameElement,
  setAttribute,
  type TextEdit,
} from '../xml/edit.ts';
import { ancestors, attribute, childElements, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.ts';

/** How many values are offered in place of a wrong one. */
const mostValues = 5;

/** What can be done about a problem, the best first: rename, move, replace, remove. */
export function schemaFixes(problem: SchemaProblem, document: XmlDocument): Fix[] {
  switch (problem.kind) {
    case 'unknown-element':
      return [
        ...rename(problem.nearest, (name) => renameElement(problem.element, name)),
        removal(document, problem.element),
      ];
    case 'misplaced-element':
      return [
        ...rename(problem.nearest, (name) => renameElement(problem.element, name)),
        ...moveElement(document, problem.element, problem.belongsIn),
        removal(document, problem.element),
      ];
    case 'duplicate-element':
      return [removal(document, problem.element)];
    case 'unknown-attribute':
      return [
        ...rename(problem.nearest, (name) => [renameAttribute(problem.attribute, name)]),
        removeAttributeFix(document, problem.attribute),
      ];
    case 'misplaced-attribute':
      return [
        ...rename(problem.nearest, (name) => [renameAttribute(problem.attribute, name)]),
        ...moveAttribute(document, problem.attribute, problem.belongsIn),
        removeAttributeFix(document, problem.attribute),
      ];
    case 'bad-value':
      return replaceValue(document, problem);
    default:
      return [];
  }
}

function fix(title: string, edits: readonly TextEdit[], preferred = false): Fix {
  return { title, edits, preferred, safe: false };
}

function rename(nearest: SchemaName | undefined, edits: (name: string) => TextEdit[]): Fix[] {
  if (nearest === undefined) return [];
  return [fix(l10n.t('Change it to {0}', nearest.written), edits(nearest.written), true)];
}

function removal(document: XmlDocument, element: XmlElement): Fix {
  return fix(l10n.t('Remove <{0}>', element.name), [removeNode(document, element)]);
}

function removeAttributeFix(document: XmlDocument, target: XmlAttribute): Fix {
  return fix(l10n.t('Remove {0}', target.name), [removeAttribute(document, target)]);
}

function moveElement(document: XmlDocument, element: XmlElement, belongsIn: readonly SchemaName[]): Fix[] {
  const target = home(element, belongsIn);
  if (target === undefined || firstChild(target, element.name) !== undefined) return [];
  const markup = document.text.slice(element.start, element.end);
  const last = childElements(target).at(-1);
  const insertion =
    last === undefined ? insertFirstChild(document, target, markup) : insertAfter(document, last, markup);
  return [fix(l10n.t('Move it into <{0}>', target.name), [removeNode(document, element), insertion], true)];
}

function moveAttribute(document: XmlDocument, moved: XmlAttribute, belongsIn: readonly SchemaName[]): Fix[] {
  const target = home(moved.owner, belongsIn);
  if (target === undefined || attribute(target, moved.name) !== undefined) return [];
  const edits = [removeAttribute(document, moved), setAttribute(document, target, moved.name, moved.value)];
  return [fix(l10n.t('Move it to <{0}>', target.name), edits, true)];
}

/** The one element nearby that may have the thing: a sibling, a child, or what is around it. */
function home(from: XmlElement, belongsIn: readonly SchemaName[]): XmlElement | undefined {
  const fits = ({ name }: XmlElement) => belongsIn.some(({ written }) => written === name);
  const siblings =
    from.parent === undefined ? [] : childElements(from.parent).filter((each) => each !== from);
  const nearby = [...siblings, ...childElements(from)].filter(fits);
  const around = [...ancestors(from)].slice(1).find(fits);
  if (nearby.length === 1) return nearby[0];
  return nearby.length === 0 ? around : undefined;
}

function replaceValue(document: XmlDocument, problem: Extract<SchemaProblem, { kind: 'bad-value' }>): Fix[] {
  const { attribute: bad, element, nearest, allowed } = problem;
  const values = new Set([...(nearest === undefined ? [] : [nearest]), ...allowed.slice(0, mostValues)]);
  return [...values].map((value) => {
    const edit =
      bad === undefined
        ? {
            start: problem.start,
            end: problem.end,
            newText: value.replace(/&/g, '&amp;').replace(/</g, '&lt;'),
          }
        : setAttribute(document, element, bad.name, value);
    return fix(l10n.t("Change it to '{0}'", value), [edit], value === nearest);
  });
}
