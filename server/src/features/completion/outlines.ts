import type { Outline } from '../../relaxng/index.ts';
import type { SnippetWriter } from './snippet.ts';

/** Elements that may have others in them, and mostly have none, as a thousand real domains are written. */
const mostlyEmpty = new Set([
  'acpi',
  'address',
  'audio',
  'backend',
  'cache',
  'capabilities',
  'cell',
  'clock',
  'controller',
  'driver',
  'format',
  'input',
  'iommu',
  'label',
  'memballoon',
  'model',
  'nvram',
  'panic',
  'seclabel',
  'source',
  'sound',
  'target',
  'timer',
  'watchdog',
]);

/**
 * Attributes that people give though they need not, by `parent/element` or `element`; with `|` between those of which one
 * is enough.
 */
const mostlyGiven: Readonly<Record<string, readonly string[]>> = {
  memory: ['unit'],
  currentMemory: ['unit'],
  maxMemory: ['unit'],
  'os/type': ['arch', 'machine'],
  cpu: ['mode'],
  disk: ['type', 'device'],
  'disk/driver': ['name', 'type'],
  'disk/source': ['file|dev|dir'],
  'disk/target': ['dev', 'bus'],
  'interface/driver': ['queues'],
  console: ['type'],
  cell: ['id', 'cpus', 'memory', 'unit'],
  'source/address': ['domain', 'bus', 'slot', 'function'],
  serial: ['type'],
  'channel/target': ['type', 'name'],
};

export function mostlyGivenTo(parent: string | undefined, element: string): readonly (readonly string[])[] {
  const given = mostlyGiven[`${parent}/${element}`] ?? mostlyGiven[element] ?? [];
  return given.map((each) => each.split('|'));
}

/** How what is inserted is laid out. */
export interface Layout {
  /** Between lines; empty where a document is on one. */
  readonly lineEnd: string;
  readonly step: string;
}

/** An element with what it is not right without, from behind its `<`, as a snippet. */
export function outlineSnippet(
  name: string,
  outline: Outline,
  writer: SnippetWriter,
  { lineEnd, step }: Layout,
  depth = 0,
): string {
  const { attributes, children, text, mayHaveAttributes, mayHaveElements } = outline;
  const line = lineEnd + (lineEnd && step.repeat(depth));
  const inner = line + (lineEnd && step);
  const tag =
    name + attributes.map((each) => ` ${writer.attribute(each.name.written, each.values)}`).join('');
  if (children.length > 0) {
    const within = children.map(
      (child) =>
        `${inner}<${outlineSnippet(child.name.written, child.outline, writer, { lineEnd, step }, depth + 1)}`,
    );
    return `${tag}>${within.join('')}${line}</${name}>`;
  }
  if (text !== undefined && !mayHaveElements) return `${tag}>${writer.text(text)}</${name}>`;
  const isOpen = mayHaveElements && !mostlyEmpty.has(name) && (attributes.length > 0 || !mayHaveAttributes);
  if (isOpen) return `${tag}>${inner}${writer.gap()}${line}</${name}>`;
  const gap = attributes.length === 0 && mayHaveAttributes ? ` ${writer.gap()}` : '';
  return `${tag}${gap}/>`;
}
