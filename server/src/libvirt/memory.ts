import { attribute, firstChild, textContent } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';
import { readNumaCells } from './numa.ts';
import { type Size, sizeOfText } from './sizes.ts';

/** libvirt keeps whole KiB and rounds up. */
export function kibibytes(size: Size | undefined): number | undefined {
  return size && Math.ceil(size.bytes / 1024);
}

/** What the text of `<memory unit='MiB'>64</memory>` and its like says, in KiB. */
export function sizeIn(element: XmlElement | undefined): number | undefined {
  return element && kibibytes(sizeOfText(element, textContent(element)));
}

/** A `<memory>` among the devices: a module, as against the memory that the guest boots with. */
export interface MemoryDevice {
  readonly element: XmlElement;
  /** `dimm`, `nvdimm`, `virtio-mem` … */
  readonly model: string | undefined;
  /** KiB. */
  readonly size: number | undefined;
  /** The `<node>` it is plugged into. */
  readonly node: XmlElement | undefined;
}

export function readMemoryDevices({ devices }: Domain): MemoryDevice[] {
  return (devices.get('memory') ?? []).map((element) => {
    const target = firstChild(element, 'target');
    return {
      element,
      model: attribute(element, 'model')?.value,
      size: sizeIn(target && firstChild(target, 'size')),
      node: target && firstChild(target, 'node'),
    };
  });
}

export interface Memory {
  /** The first `<memory>` of the domain itself. */
  readonly element: XmlElement | undefined;
  /** What it says, in KiB. */
  readonly said: number | undefined;
  /** The NUMA cells and all memory devices together, in KiB; undefined without cells, or where one cannot be read. */
  readonly ofCells: number | undefined;
  /** What the guest gets: the sum of the cells where there are some (virDomainDefPostParseMemory). */
  readonly total: number | undefined;
}

export function readMemory(domain: Domain): Memory {
  const element = firstChild(domain.element, 'memory');
  const said = sizeIn(element);
  const cells = readNumaCells(domain).map(({ memory }) => memory);
  const ofCells = cells.length === 0 ? undefined : sum([...cells, memoryOfDevices(domain)]);
  return { element, said, ofCells, total: cells.length === 0 ? said : ofCells };
}

/** The sum of the memory devices, in KiB; undefined where one cannot be read. */
export function memoryOfDevices(domain: Domain): number | undefined {
  return sum(readMemoryDevices(domain).map(({ size }) => size));
}

function sum(sizes: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const size of sizes) {
    if (size === undefined) return undefined;
    total += size;
  }
  return total;
}
