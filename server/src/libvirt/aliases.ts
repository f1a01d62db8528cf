import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

export interface Alias {
  readonly name: XmlAttribute;
  /** libvirt keeps what starts with `ua-` and has no other characters than these (virDomainDeviceInfoParseXML). */
  readonly isKept: boolean;
}

/** The aliases of all devices. */
export function readAliases({ devices }: Domain): Alias[] {
  return [...devices.values()].flat().flatMap((device) => {
    const alias = firstChild(device, 'alias');
    const name = alias && attribute(alias, 'name');
    return name === undefined ? [] : { name, isKept: /^ua-[\w.-]*$/.test(name.value) };
  });
}

/**
 * Whether libvirt makes such an alias itself: `net0`, `pci.1`, `virtio-disk0`, `scsi0-0-0-1` (qemu_alias.c). These stand
 * in what `virsh dumpxml` prints of a running VM.
 */
export function isGenerated(alias: string): boolean {
  return /^[a-z][a-z-]*(\d+([.-]\d+)*|\.\d+)$|^(ide|usb|pcie?)$|^#/.test(alias);
}
