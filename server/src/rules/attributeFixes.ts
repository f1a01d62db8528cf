import * as l10n from '@vscode/l10n';
import { removeWithEmptyOwner } from '../libvirt/interfaceEdits.ts';
import { removeNode, setAttribute } from '../xml/edit.ts';
import type { Span, XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.ts';
import type { Fix } from './rule.ts';

type How = Pick<Fix, 'preferred' | 'safe'>;

/** Takes an attribute away, and its element with it when nothing else is on it. */
export function removeAttributeFix(document: XmlDocument, attribute: XmlAttribute, how: How): Fix {
  return removeAttributesFix(document, [attribute], how);
}

/** The same for several on one element. */
export function removeAttributesFix(
  document: XmlDocument,
  attributes: readonly XmlAttribute[],
  how: How,
): Fix {
  const edits = removeWithEmptyOwner(document, attributes);
  return { title: l10n.t('Remove {0}', attributes.map(({ name }) => name).join(', ')), edits, ...how };
}

export function removeElementFix(document: XmlDocument, element: XmlElement, how: How): Fix {
  return { title: l10n.t('Remove <{0}>', element.name), edits: [removeNode(document, element)], ...how };
}

export function setAttributeFix(
  document: XmlDocument,
  owner: XmlElement,
  name: string,
  value: string,
  how: How,
): Fix {
  const edits = [setAttribute(document, owner, name, value)];
  return { title: l10n.t('Set {0} to {1}', name, value), edits, ...how };
}

/** The one attribute, or the start tag of the element that has them all. */
export function placeOf(attributes: readonly XmlAttribute[]): Span {
  const [first, ...more] = attributes;
  if (first === undefined) throw new RangeError('no attribute');
  return more.length === 0 ? first : first.owner.startTag;
}
