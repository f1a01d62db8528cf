import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

/** As the attributes of `<address type='pci'>` say it; domain 0, function 0. */
export interface PciSlot {
  readonly bus: number;
  readonly slot: number;
}

/** Slots of a bus that take devices, first and last (virDomainPCIControllerModelToConnectType and its callers). */
const slotsOf: Readonly<Record<string, readonly [first: number, last: number]>> = {
  'pcie-root-port': [0, 0],
  'pcie-switch-downstream-port': [0, 0],
  'pcie-to-pci-bridge': [1, 31],
  'pci-bridge': [1, 31],
  'dmi-to-pci-bridge': [0, 31],
  'pcie-expander-bus': [0, 31],
  'pci-expander-bus': [0, 31],
};

/** Slot 1 is the south bridge of `pc`; of `q35` libvirt gives it to video, and 0x1f is the chip set. */
const rootSlots = [2, 30] as const;

/** Free slots: first those of ports that are made for a device each, then of bridges, then of the root. */
export function freePciSlots(domain: Domain): PciSlot[] {
  const used = new Set([...domain.devices.values()].flat().flatMap(usedSlot));
  const controllers = (domain.devices.get('controller') ?? []).filter(
    (each) => valueAt(each, 'type') === 'pci',
  );
  const buses = controllers
    .flatMap((controller) => {
      const slots = slotsOf[valueAt(controller, 'model') ?? ''];
      const bus = number(valueAt(controller, 'index'));
      return slots === undefined || bus === undefined ? [] : [{ bus, slots }];
    })
    .sort((a, b) => a.slots[1] - b.slots[1] || a.bus - b.bus);
  return [...buses, { bus: 0, slots: rootSlots }].flatMap(({ bus, slots: [first, last] }) => {
    const free: PciSlot[] = [];
    for (let slot = first; slot <= last; slot++)
      if (!used.has(keyOf({ bus, slot }))) free.push({ bus, slot });
    return free;
  });
}

function usedSlot(device: XmlElement): string[] {
  const address = firstChild(device, 'address');
  if (address === undefined || valueAt(address, 'type') !== 'pci') return [];
  const [bus, slot] = [number(valueAt(address, 'bus')), number(valueAt(address, 'slot'))];
  return slot === undefined ? [] : [keyOf({ bus: bus ?? 0, slot })];
}

function keyOf({ bus, slot }: PciSlot): string {
  return `${bus}:${slot}`;
}

function valueAt(element: XmlElement, name: string): string | undefined {
  return attribute(element, name)?.value;
}

function number(text: string | undefined): number | undefined {
  const read = Number(text ?? Number.NaN);
  return Number.isInteger(read) ? read : undefined;
}
