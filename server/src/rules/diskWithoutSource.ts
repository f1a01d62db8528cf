import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import type { Rule } from './rule.ts';

export const diskWithoutSource: Rule<Disk> = {
  id: 'disk-without-source',
  severity: 'error',
  documentation: {
    summary: 'A hard disk without `<source>`.',
    libvirt:
      'libvirt refuses the domain: *missing source information for device vda*. Only CD-ROM and floppy drives may be empty.',
    advice: "Name the image: `<source file='/var/lib/libvirt/images/vm.qcow2'/>`.",
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const disk of readDisks(domain))
      if (disk.source === undefined && (disk.device === 'disk' || disk.device === 'lun'))
        yield { at: disk.element.startTag, data: disk };
  },
  message: ({ targetDevice }) =>
    l10n.t('The disk {0} has no <source>: libvirt refuses the domain. Name its image.', targetDevice ?? ''),
  fixes: () => [],
};
