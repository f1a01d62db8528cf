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
