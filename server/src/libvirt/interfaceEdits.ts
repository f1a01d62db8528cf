import type { TextEdit } from '../xml/edit.ts';
import {
  element,
  insertAfter,
  insertFirstChild,
  removeAttribute,
  removeNode,
  setAttribute,
} from '../xml/edit.ts';
import { childElements } from '../xml/query.ts';
import type { XmlAttribute, XmlDocument } from '../xml/tree.ts';
import type { Domain, Interface } from './domain.ts';
import { canUseVhostNet } from './multiQueue.ts';

/** Edits after which the interface asks for `queues` queue pairs: model, driver and attribute, whatever is missing. */
export function enableMultiQueue(
  document: XmlDocument,
  domain: Domain,
  iface: Interface,
  queues: number,
): TextEdit[] {
  if (iface.model !== undefined || iface.driver !== undefined)
    return [...changeModelToVirtio(document, iface), ...setQueues(document, domain, iface, String(queues))];
  const driver = driverWithQueues(document, domain, iface, String(queues));
  return [insertAfterModel(document, iface, virtioModel(document), driver)];
}

/** Edits that give the first driver this `queues`, or insert a driver that has it. */
export function setQueues(
  document: XmlDocument,
  domain: Domain,
  iface: Interface,
  queues: string,
): TextEdit[] {
  return iface.driver === undefined
    ? [insertAfterModel(document, iface, driverWithQueues(document, domain, iface, queues))]
    : [setAttribute(document, iface.driver, 'queues', queues)];
}

export function changeModelToVirtio(document: XmlDocument, iface: Interface): TextEdit[] {
  if (iface.isVirtio) return [];
  return iface.model === undefined
    ? [insertAfterModel(document, iface, virtioModel(document))]
    : [setAttribute(document, iface.model, 'type', 'virtio')];
}

/** Takes attributes of one element away, and the element with them when nothing else is on it. */
export function removeWithEmptyOwner(document: XmlDocument, attributes: readonly XmlAttribute[]): TextEdit[] {
  const owner = attributes[0]?.owner;
  const isBare = owner?.attributes.length === attributes.length && owner.children.length === 0;
  return isBare && owner !== undefined
    ? [removeNode(document, owner)]
    : attributes.map((each) => removeAttribute(document, each));
}

/** Inserts elements where libvirt prints them: right after `<model>`, or where that would stand. */
export function insertAfterModel(document: XmlDocument, iface: Interface, ...markup: string[]): TextEdit {
  const anchor = iface.model ?? childElements(iface.element).findLast(({ name }) => beforeModel.has(name));
  return anchor === undefined
    ? insertFirstChild(document, iface.element, ...markup)
    : insertAfter(document, anchor, ...markup);
}

/** Elements that libvirt prints before `<model>` (virDomainNetDefFormat). */
const beforeModel = new Set(['mac', 'source', 'backenddomain', 'virtualport', 'script', 'target', 'guest']);

function virtioModel(document: XmlDocument): string {
  return element(document, 'model', { type: 'virtio' });
}

/** With `name='vhost'` where it has an effect: libvirt opens vhost-net for KVM guests on taps only. */
function driverWithQueues(document: XmlDocument, domain: Domain, iface: Interface, queues: string): string {
  const isKvm = domain.type === 'kvm' || domain.type === undefined;
  const name = isKvm && canUseVhostNet(iface.type) ? { name: 'vhost' } : {};
  return element(document, 'driver', { ...name, queues });
}
