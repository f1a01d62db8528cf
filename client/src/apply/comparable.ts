import { type ReadElement, readXml } from './readXml.ts';

/** An element without what does not matter to libvirt: comments, the order of attributes and of unlike siblings. */
export interface Node {
  readonly name: string;
  /** Sorted by name. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Sorted by name; alike ones, whose order libvirt keeps, stay in theirs. */
  readonly children: readonly Node[];
  readonly text: string;
  /** What it was read from. */
  readonly element: ReadElement;
}

/**
 * `to-show`: passwords masked, device addresses left out, for people to compare. `exact`: both kept, to tell
 * whether two descriptions are the same machine. `without-secrets`: both left out, to compare with what libvirt gives
 * without passwords.
 */
export type Purpose = 'to-show' | 'exact' | 'without-secrets';

/**
 * A domain description reduced to what somebody chose: without what libvirt adds while the domain runs (ids,
 * aliases, taps, generated paths). Undefined for a text without elements.
 */
export function comparable(xml: string, purpose: Purpose = 'to-show'): Node | undefined {
  const root = readXml(xml);
  return root && reduce(root, purpose);
}

export function attribute(node: Node, name: string): string | undefined {
  return node.attributes.find(([key]) => key === name)?.[1];
}

/** Two spaces a level, one element a line, ending in a line break. */
export function print(node: Node, indent = ''): string {
  const tag = [node.name, ...node.attributes.map(([name, value]) => `${name}='${escapeText(value)}'`)].join(
    ' ',
  );
  const text = escapeText(node.text);
  if (node.children.length === 0) {
    return text === '' ? `${indent}<${tag}/>\n` : `${indent}<${tag}>${text}</${node.name}>\n`;
  }
  const inner = node.children.map((child) => print(child, `${indent}  `)).join('');
  return `${indent}<${tag}>${text}\n${inner}${indent}</${node.name}>\n`;
}

/** The same for an element that has been read already. */
export function reduce(element: ReadElement, purpose: Purpose): Node {
  const isMasked = (name: string) => purpose === 'to-show' && isSecret(name);
  const isLeftOut = (name: string) => purpose === 'without-secrets' && isSecret(name);
  const children = element.children
    .filter((child) => !isRuntimeElement(child, purpose))
    .map((child) => reduce(child, purpose))
    .sort(siblingOrder);
  const attributes = element.attributes
    .filter(({ name, value }) => !isRuntimeAttribute(element, name, value) && !isLeftOut(name))
    .map(({ name, value }) => [name, isMasked(name) ? masked : value] as const)
    .sort(([a], [b]) => compare(a, b));
  const text = element.text.trim();
  return inKibibytes({
    name: element.name,
    attributes,
    children,
    text: isMasked(element.name) ? masked : isLeftOut(element.name) ? '' : text,
    element,
  });
}

const masked = '***';

function isSecret(name: string): boolean {
  return /passw(or)?d|passphrase|^secret$/i.test(name);
}

function isRuntimeElement(element: ReadElement, purpose: Purpose): boolean {
  const device = element.parent?.parent?.name === 'devices' ? element.parent : undefined;
  switch (element.name) {
    case 'alias':
      return !given(element, 'name').startsWith('ua-');
    case 'address':
      return device !== undefined && purpose !== 'exact';
    case 'seclabel':
      return given(element, 'type') === 'dynamic';
    case 'source':
      return device !== undefined && isGeneratedSource(element, device);
    default:
      return false;
  }
}

function isGeneratedSource(source: ReadElement, device: ReadElement): boolean {
  const path = given(source, 'path');
  const isUnixChannel = device.name === 'channel' && given(device, 'type') === 'unix';
  return (
    /^\/dev\/pts\/\d+$/.test(path) || (isUnixChannel && /^$|\/libvirt\/qemu\/(channel|run)\//.test(path))
  );
}

function isRuntimeAttribute(element: ReadElement, name: string, value: string): boolean {
  switch (`${element.name}/${name}`) {
    case 'domain/id':
    case 'source/portid':
    case 'source/index':
    case 'target/state':
    case 'console/tty':
      return true;
    case 'source/bridge':
      return given(element, 'network') !== '';
    case 'target/dev':
      return element.parent?.name === 'interface' && /^(vnet|macvtap|macvlan)\d+$/.test(value);
    case 'graphics/port':
      return given(element, 'autoport') === 'yes' || value === '-1';
    default:
      return name.startsWith('xmlns');
  }
}

function given(element: ReadElement, name: string): string {
  return element.attributes.find((each) => each.name === name)?.value ?? '';
}

function controllerKey(node: Node): string {
  if (node.name !== 'controller') return '';
  return `${attribute(node, 'type')} ${(attribute(node, 'index') ?? '').padStart(4, '0')}`;
}

const memoryElements = new Set(['memory', 'currentMemory', 'maxMemory']);
const bytesPerUnit: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  kb: 1e3,
  k: 2 ** 10,
  kib: 2 ** 10,
  mb: 1e6,
  m: 2 ** 20,
  mib: 2 ** 20,
  gb: 1e9,
  g: 2 ** 30,
  gib: 2 ** 30,
  tb: 1e12,
  t: 2 ** 40,
  tib: 2 ** 40,
};

/** libvirt writes every memory size in KiB, rounded up, whatever unit it was given in. */
function inKibibytes(node: Node): Node {
  const bytes = bytesPerUnit[(attribute(node, 'unit') ?? 'KiB').toLowerCase()];
  if (!memoryElements.has(node.name) || bytes === undefined || !/^\d+$/.test(node.text)) return node;
  const others = node.attributes.filter(([name]) => name !== 'unit');
  return {
    ...node,
    attributes: [...others, ['unit', 'KiB']],
    text: String(Math.ceil((Number(node.text) * bytes) / 1024)),
  };
}

/** Alike siblings, whose order libvirt keeps, are equal in it. */
export function siblingOrder(a: Node, b: Node): number {
  return compare(a.name, b.name) || compare(controllerKey(a), controllerKey(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function escapeText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/'/g, '&apos;')
    .replace(/\n/g, '&#10;');
}
