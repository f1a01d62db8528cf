import { attribute, childElements, childrenNamed, textContent } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import type { Interface } from './domain.ts';

/**
 * A number of queues written where libvirt never looks (oracle 1s.03 to 1s.11). libvirt finds what it knows by
 * XPath, `./driver/@queues`, and does not look at anything else.
 */
export type MisplacedQueues = { readonly value: string } & (
  | { readonly kind: 'wrong-element'; readonly attribute: XmlAttribute }
  | { readonly kind: 'misspelt-attribute'; readonly attribute: XmlAttribute }
  | { readonly kind: 'child-element'; readonly element: XmlElement }
  | { readonly kind: 'misspelt-driver'; readonly element: XmlElement }
  | { readonly kind: 'nested-driver'; readonly element: XmlElement; readonly inside: XmlElement }
);

const misspeltQueues = new Set([
  'queue',
  'queues',
  'queus',
  'quees',
  'quues',
  'qeues',
  'queueus',
  'num_queues',
  'num-queues',
  'nqueues',
  'multiqueue',
]);
const misspeltDriver = new Set(['driver', 'drivers', 'drive', 'diver', 'dirver']);

/** All of them in one interface, in document order of the elements that hold them. */
export function misplacedQueues(iface: Interface): MisplacedQueues[] {
  const { element } = iface;
  return [...attributesOf(element), ...childElements(element).flatMap((child) => inChild(child))];
}

function inChild(child: XmlElement): MisplacedQueues[] {
  const name = child.name.toLowerCase();
  if (child.name === 'driver') return [...misspeltAttributes(child), ...queuesChildren(child)];
  if (misspeltDriver.has(name))
    return driverElsewhere(child, (found) => ({ kind: 'misspelt-driver', ...found }));
  if (misspeltQueues.has(name)) return [queuesChild(child)];
  const nested = childrenNamed(child, 'driver').flatMap((driver) =>
    driverElsewhere(driver, (found) => ({ kind: 'nested-driver', inside: child, ...found })),
  );
  return [...attributesOf(child), ...queuesChildren(child), ...nested];
}

/** A driver matters here only when it carries queues. */
function driverElsewhere(
  element: XmlElement,
  toMisplaced: (found: { element: XmlElement; value: string }) => MisplacedQueues,
): MisplacedQueues[] {
  const queues = attribute(element, 'queues');
  return queues === undefined ? [] : [toMisplaced({ element, value: queues.value })];
}

/** `queues` on an element that is no driver. */
function attributesOf(element: XmlElement): MisplacedQueues[] {
  return element.attributes
    .filter(({ name }) => misspeltQueues.has(name.toLowerCase()))
    .map((attribute) => ({ kind: 'wrong-element', attribute, value: attribute.value }));
}

function misspeltAttributes(driver: XmlElement): MisplacedQueues[] {
  return driver.attributes
    .filter(({ name }) => name !== 'queues' && misspeltQueues.has(name.toLowerCase()))
    .map((attribute) => ({ kind: 'misspelt-attribute', attribute, value: attribute.value }));
}

function queuesChildren(element: XmlElement): MisplacedQueues[] {
  return childElements(element)
    .filter(({ name }) => misspeltQueues.has(name.toLowerCase()))
    .map(queuesChild);
}

/** `<queues>4</queues>`, `<queues value='4'/>`. */
function queuesChild(element: XmlElement): MisplacedQueues {
  const value = element.attributes[0]?.value ?? textContent(element).trim();
  return { kind: 'child-element', element, value };
}
