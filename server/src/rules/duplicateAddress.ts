import * as l10n from '@vscode/l10n';
import { type DeviceAddress, readAddress } from '../libvirt/addresses.ts';
import { readDisks } from '../libvirt/disks.ts';
import type { Domain } from '../libvirt/domain.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeNode, setAttribute } from '../xml/edit.ts';
import type { XmlElement } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import type { Fix, Rule } from './rule.ts';

interface Occupied {
  readonly address: DeviceAddress;
  /** The name of the device that has it first: `disk`, `interface` … */
  readonly by: string;
  /** The lowest unit beside it that no disk has; undefined where units are not free to choose. */
  readonly freeUnit: number | undefined;
}

export const duplicateAddress: Rule<Occupied> = {
  id: 'duplicate-address',
  severity: 'error',
  documentation: {
    summary: 'Two devices at one address.',
    libvirt: `libvirt refuses the domain: *Attempted double use of PCI Address 0000:00:07.0*, *Found duplicate drive address for disk
with target name 'sda'*, *virtio serial port 1 on controller 0 is already occupied*, *Duplicate USB address bus 0 port 1*. It compares numbers:
\`0x07\` and \`7\` are one.`,
    advice: `Remove the address, as the fix does: libvirt chooses one that is free, and writes it into the domain. That is also what to do
with the addresses of a device that was copied from elsewhere. The place of a drive, though, libvirt would take from the name of its target, free or
not: there the fix sets the next unit that is free.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const all = [...addresses(domain)];
    const taken = new Set(all.map(placeOf));
    for (const { first, duplicate } of duplicates(all, placeOf)) {
      const { address, bus } = duplicate;
      const units = Array.from({ length: unitsOfBus[bus] ?? 0 }, (_, unit) => unit);
      const freeUnit = units.find((unit) => !taken.has(placeOf(atUnit(duplicate, unit))));
      if (freeUnit !== undefined) taken.add(placeOf(atUnit(duplicate, freeUnit)));
      yield { at: address.element, data: { address, by: first.device.name, freeUnit } };
    }
  },
  message: ({ address, by }) =>
    address.type === 'drive'
      ? l10n.t(
          'The drive address {0} is that of another <{1}>: libvirt refuses the domain. Give it another unit.',
          address.place,
          by,
        )
      : l10n.t(
          'The {1} address {2} is that of another <{0}>: libvirt refuses the domain. Without <address> it chooses a free one.',
          by,
          address.type,
          address.place,
        ),
  fixes({ data: { address, freeUnit } }, { document }): Fix[] {
    if (address.type !== 'drive')
      return [
        {
          title: l10n.t('Remove this address'),
          edits: [removeNode(document, address.element)],
          preferred: true,
          safe: false,
        },
      ];
    if (freeUnit === undefined) return [];
    return [
      {
        title: l10n.t('Set {0} to {1}', 'unit', freeUnit),
        edits: [setAttribute(document, address.element, 'unit', String(freeUnit))],
        preferred: true,
        safe: false,
      },
    ];
  },
};

/** Units of one controller, by the bus of its disks, that every controller model has. */
const unitsOfBus: Readonly<Record<string, number>> = { sata: 6, scsi: 7 };

interface Placed {
  readonly device: XmlElement;
  readonly address: DeviceAddress;
  /** The places of drives are those of one bus: `sata`, `scsi` … */
  readonly bus: string;
}

function placeOf({ bus, address }: Placed): string {
  return `${bus} ${address.place}`;
}

function atUnit(placed: Placed, unit: number): Placed {
  const place = placed.address.place.replace(/unit=.*/, `unit=${unit}`);
  return { ...placed, address: { ...placed.address, place } };
}

function* addresses(domain: Domain): Iterable<Placed> {
  const buses = new Map(readDisks(domain).map(({ element, bus }) => [element, bus]));
  for (const device of [...domain.devices.values()].flat()) {
    const address = readAddress(device);
    if (address === undefined) continue;
    const bus = address.type === 'drive' ? buses.get(device) : address.type;
    if (bus !== undefined) yield { device, address, bus };
  }
}
