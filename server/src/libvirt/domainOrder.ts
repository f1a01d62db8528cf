import { insertAfter, insertFirstChild, type TextEdit } from '../xml/edit.ts';
import { childElements } from '../xml/query.ts';
import { indentationStep } from '../xml/style.ts';
import type { XmlDocument, XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

/** The order in which libvirt prints the children of `<domain>`, as far as something is inserted among them (virDomainDefFormatInternal). */
const printed = [
  ...['name', 'uuid', 'genid', 'title', 'description', 'metadata', 'maxMemory', 'memory', 'currentMemory'],
  ...['blkiotune', 'memtune', 'memoryBacking', 'vcpu', 'vcpus', 'iothreads', 'iothreadids'],
  ...['defaultiothread', 'cputune'],
];

/** The order in which libvirt prints the children of `<cputune>`. */
const printedTuning = [
  ...['shares', 'period', 'quota', 'global_period', 'global_quota', 'emulator_period', 'emulator_quota'],
  ...['iothread_period', 'iothread_quota', 'vcpupin', 'emulatorpin', 'iothreadpin'],
];

/** Inserts an element, with its children, or its one text, below `<domain>`, where libvirt prints it. */
export function insertIntoDomain(
  document: XmlDocument,
  { element }: Domain,
  name: string,
  content: string | readonly string[],
): TextEdit {
  if (typeof content === 'string')
    return insertInOrder(document, element, printed, name, `<${name}>${content}</${name}>`);
  const step = indentationStep(document, element);
  const lines = [`<${name}>`, ...content.map((child) => step + child), `</${name}>`];
  return insertInOrder(document, element, printed, name, ...lines);
}

/** Inserts elements of this name into `<cputune>`, behind those that are there. */
export function insertIntoCputune(
  document: XmlDocument,
  cputune: XmlElement,
  name: string,
  ...elements: string[]
): TextEdit {
  return insertInOrder(document, cputune, printedTuning, name, ...elements);
}

function insertInOrder(
  document: XmlDocument,
  parent: XmlElement,
  order: readonly string[],
  name: string,
  ...lines: string[]
): TextEdit {
  const before = new Set(order.slice(0, order.indexOf(name) + 1));
  const anchor = childElements(parent).findLast((child) => before.has(child.name));
  return anchor === undefined
    ? insertFirstChild(document, parent, ...lines)
    : insertAfter(document, anchor, ...lines);
}
