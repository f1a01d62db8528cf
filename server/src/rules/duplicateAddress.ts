import * as l10n from '@vscode/l10n';
import { type DeviceAddress, readAddress } from '../libvirt/addresses.ts';
import { readDisks } from '../libvirt/disks.ts';
import type { Domain } from '../libvirt/domain.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeNode } from '../xml/edit.ts';
import type { XmlElement } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import type { Rule } from './rule.ts';

interface Occupied {
  readonly address: DeviceAddress;
  /** The name of the device that has it first: `disk`, `interface` … */
  readonly by: string;
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
with the addresses of a device that was copied from elsewhere.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { first, duplicate } of duplicates(
      addresses(domain),
      ({ bus, address }) => `${bus} ${address.place}`,
    ))
      yield {
        at: duplicate.address.element,
        data: { address: duplicate.address, by: first.device.name },
      };
  },
  message: ({ address, by }) =>
    l10n.t(
      'The {1} address {2} is that of another <{0}>: libvirt refuses the domain. Without <address> it chooses a free one.',
      by,
      address.type,
      address.place,
    ),
  fixes: ({ data: { address } }, { document }) => [
    {
      title: l10n.t('Remove this address'),
      edits: [removeNode(document, address.element)],
      preferred: true,
      safe: false,
    },
  ],
};

interface Placed {
  readonly device: XmlElement;
  readonly address: DeviceAddress;
  /** The places of drives are those of one bus: `sata`, `scsi` … */
  readonly bus: string;
}

function* addresses(domain: Domain): Iterable<Placed> {
  const buses = new Map(readDisks(domain).map(({ element, bus }) => [element, bus]));
  for (const device of [...domain.devices.values()].flat()) {
    const address = readAddress(device);
    if (address === undefined) continue;
    const isDrive = address.type === 'drive';
    const bus = isDrive ? buses.get(device) : address.type;
    if (bus !== undefined) yield { device, address, bus };
  }
}
