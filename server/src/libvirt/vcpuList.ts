import { attribute, childrenNamed, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';
import { numberIn } from './numbers.ts';

/** `<vcpu id='1' enabled='no'/>` in `<vcpus>`. */
export interface VcpuListEntry {
  readonly element: XmlElement;
  readonly id: number | undefined;
  readonly enabled: string | undefined;
}

export function readVcpuList({ element }: Domain): VcpuListEntry[] {
  const list = firstChild(element, 'vcpus');
  return (list === undefined ? [] : childrenNamed(list, 'vcpu')).map((entry) => ({
    element: entry,
    id: numberIn(attribute(entry, 'id')),
    enabled: attribute(entry, 'enabled')?.value,
  }));
}
