import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

/** A `<channel>` that the guest sees as a named virtio port. */
export interface VirtioChannel {
  readonly element: XmlElement;
  readonly name: XmlAttribute;
}

export function readVirtioChannels({ devices }: Domain): VirtioChannel[] {
  return (devices.get('channel') ?? []).flatMap((element) => {
    const target = firstChild(element, 'target');
    const name = target && attribute(target, 'name');
    const isVirtio = target && attribute(target, 'type')?.value === 'virtio';
    return name && isVirtio ? { element, name } : [];
  });
}
