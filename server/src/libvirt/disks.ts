import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

export interface Disk {
  readonly element: XmlElement;
  /** `disk`, `cdrom`, `floppy` or `lun`; libvirt reads a missing one as `disk`. */
  readonly device: string;
  /** `file`, `block`, `volume` …; libvirt reads a missing type as `file`. */
  readonly type: string;
  readonly target: XmlElement | undefined;
  /** `vda`, `sdb` … */
  readonly targetDevice: string | undefined;
  /** The one that is written, or else the one that the target's name stands for. */
  readonly bus: string | undefined;
  readonly source: XmlElement | undefined;
  readonly driver: XmlElement | undefined;
}

export function readDisks({ devices }: Domain): Disk[] {
  return (devices.get('disk') ?? []).map(readDisk);
}

export function readDisk(element: XmlElement): Disk {
  const target = firstChild(element, 'target');
  const targetDevice = (target && attribute(target, 'dev')?.value) || undefined;
  const device = attribute(element, 'device')?.value ?? 'disk';
  const written = target && attribute(target, 'bus')?.value;
  return {
    element,
    device,
    type: attribute(element, 'type')?.value ?? 'file',
    target,
    targetDevice,
    bus: written ?? busByName(device, targetDevice),
    source: firstChild(element, 'source'),
    driver: firstChild(element, 'driver'),
  };
}

/** virDomainDiskDefParseXML of libvirt 9.0.0 (oracle 6t.02 to 6t.04). */
function busByName(device: string, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (device === 'floppy') return 'fdc';
  const [, prefix = ''] = /^(hd|sd|vd|xvd|ubd)/.exec(name) ?? [];
  return { sd: 'scsi', vd: 'virtio', xvd: 'xen', ubd: 'uml' }[prefix] ?? 'ide';
}

/** How many disks each controller takes that have no address (virDomainDiskDefAssignAddress of libvirt 9.0.0). */
const disksPerController: Readonly<Record<string, number>> = { fdc: 2, ide: 4, sata: 6, scsi: 7 };

/** The index of the controller that a disk without an address is plugged into: its name decides, `sda` to `sdg` are on 0. */
export function controllerByName({ element, bus, targetDevice }: Disk): number | undefined {
  const size = disksPerController[bus ?? ''];
  const [, letters] = /^(?:fd|hd|sd|vd|xvd|ubd)([a-z]+)\d*$/.exec(targetDevice ?? '') ?? [];
  if (size === undefined || letters === undefined || firstChild(element, 'address')) return undefined;
  let position = 0;
  for (const letter of letters) position = position * 26 + letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  return Math.floor((position - 1) / size);
}
