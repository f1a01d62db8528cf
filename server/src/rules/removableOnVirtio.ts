import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { Fix, Rule } from './rule.ts';

export const removableOnVirtio: Rule<Disk> = {
  id: 'removable-on-virtio',
  severity: 'error',
  documentation: {
    summary: 'A CD-ROM or floppy drive on the virtio bus.',
    libvirt: `libvirt refuses the domain: *disk type of 'vda' does not support ejectable media*, *Invalid bus type 'virtio' for floppy
disk*. Virtio disks cannot change their medium.`,
    advice: 'Use SATA for a CD-ROM, as the fix does (SCSI and USB work, too), and `fdc` for a floppy.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const disk of readDisks(domain)) {
      const { target, device, bus } = disk;
      if (target === undefined || bus !== 'virtio' || (device !== 'cdrom' && device !== 'floppy')) continue;
      yield { at: attribute(target, 'bus') ?? attribute(target, 'dev') ?? target.startTag, data: disk };
    }
  },
  message: ({ device }) =>
    l10n.t(
      'A {0} cannot be on the virtio bus: libvirt refuses the domain, since its medium can change.',
      device,
    ),
  fixes({ data: { target, device } }, { document }): Fix[] {
    if (target === undefined || device !== 'cdrom') return [];
    return [
      {
        title: l10n.t("Set bus='sata'"),
        edits: [setAttribute(document, target, 'bus', 'sata')],
        preferred: true,
        safe: false,
      },
    ];
  },
};
