import { attribute, childrenNamed, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import { readBitmap } from './bitmaps.ts';
import type { Domain } from './domain.ts';
import { numberIn } from './numbers.ts';
import { sizeOfValue } from './sizes.ts';

/** A NUMA node of the guest, `<cell>` in `<cpu><numa>` (virDomainNumaDefParseXML). */
export interface NumaCell {
  readonly element: XmlElement;
  /** `id`, or without one its position; undefined when libvirt cannot read it. */
  readonly id: number | undefined;
  readonly cpusAttribute: XmlAttribute | undefined;
  /** Empty without the attribute; undefined when libvirt cannot read it. */
  readonly cpus: ReadonlySet<number> | undefined;
  /** KiB; undefined when missing or unreadable. */
  readonly memory: number | undefined;
}

export function readNumaCells({ element }: Domain): NumaCell[] {
  const cpu = firstChild(element, 'cpu');
  const numa = cpu && firstChild(cpu, 'numa');
  return numa === undefined ? [] : childrenNamed(numa, 'cell').map(readCell);
}

function readCell(element: XmlElement, index: number): NumaCell {
  const id = attribute(element, 'id');
  const cpusAttribute = attribute(element, 'cpus');
  const memory = attribute(element, 'memory');
  const size = memory && sizeOfValue(memory);
  return {
    element,
    id: id === undefined ? index : numberIn(id),
    cpusAttribute,
    cpus: cpusAttribute === undefined ? new Set() : readBitmap(cpusAttribute.value),
    memory: size && Math.ceil(size.bytes / 1024),
  };
}
