import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';

/** A place in the guest that one device can have: the `<address>` directly inside a device. */
export interface DeviceAddress {
  readonly element: XmlElement;
  readonly type: string;
  /** The place, however it is spelt: `0000:00:07.0`, and for other types `controller=0 bus=0 target=0 unit=1`. */
  readonly place: string;
}

/** Undefined where libvirt chooses, and for types whose places several devices may have. */
export function readAddress(device: XmlElement): DeviceAddress | undefined {
  const element = firstChild(device, 'address');
  const type = element && attribute(element, 'type')?.value;
  const place = type && places[type]?.(element);
  return element && type && place ? { element, type, place } : undefined;
}

const places: Readonly<Record<string, (address: XmlElement) => string | undefined>> = {
  pci: pciPlace,
  drive: (address) => written(address, ['controller', 'bus', 'target', 'unit']),
  // Port 0 stands for "any" (virDomainVirtioSerialAddrAssign).
  'virtio-serial': (address) =>
    part(address, 'port') === '0' ? undefined : written(address, ['controller', 'bus', 'port']),
  usb: (address) => (part(address, 'port') === '0' ? undefined : written(address, ['bus', 'port'])),
};

/** An address of zeros counts as none (oracle 6c.05). */
function pciPlace(address: XmlElement): string | undefined {
  const [domain = 0, bus = 0, slot = 0, func = 0] = ['domain', 'bus', 'slot', 'function'].map((name) =>
    Number(part(address, name)),
  );
  if (domain + bus + slot + func === 0) return undefined;
  const hex = (number: number, width: number) => number.toString(16).padStart(width, '0');
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${func}`;
}

function written(address: XmlElement, names: readonly string[]): string {
  return names.map((name) => `${name}=${part(address, name)}`).join(' ');
}

/** `0x07`, `7` and, for 0, nothing at all are one number; what is none, a USB port `1.2`, stays as it is. */
function part(address: XmlElement, name: string): string {
  const value = attribute(address, name)?.value ?? '0';
  return /^(0x[\da-f]+|\d+)$/i.test(value) ? String(Number(value)) : value;
}
