import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../libvirt/disks.ts';
import { isQ35, readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface IdeDisk {
  readonly disk: Disk;
  readonly target: XmlElement;
  readonly isWritten: boolean;
}

export const ideOnQ35: Rule<IdeDisk> = {
  id: 'ide-on-q35',
  severity: 'error',
  documentation: {
    summary: 'A disk on the IDE bus of a Q35 machine, which has none.',
    libvirt: `libvirt refuses the domain: *IDE controllers are unsupported for this QEMU binary or machine type*. Without \`bus\` a target
named \`hda\` means IDE. Usual after \`pc\` was changed to \`q35\`.`,
    advice:
      'Use SATA, as the fix does: the guest finds the disk as `sda`. Virtio is faster where the guest has its drivers.',
  },
  *check({ domain }) {
    if (!isQ35(readMachine(domain)) || !runsOnQemu(domain)) return;
    for (const disk of readDisks(domain)) {
      const { target, bus } = disk;
      if (target === undefined || bus !== 'ide') continue;
      const written = attribute(target, 'bus');
      yield {
        at: written ?? attribute(target, 'dev') ?? target.startTag,
        data: { disk, target, isWritten: written !== undefined },
      };
    }
  },
  message: ({ disk, isWritten }) =>
    isWritten
      ? l10n.t("A Q35 machine has no IDE bus: libvirt refuses the domain. Use bus='sata'.")
      : l10n.t(
          "The name {0} without bus means IDE, which a Q35 machine does not have: libvirt refuses the domain. Write bus='sata'.",
          disk.targetDevice ?? '',
        ),
  fixes: ({ data: { target } }, { document }) => [
    {
      title: l10n.t("Set bus='sata'"),
      edits: [setAttribute(document, target, 'bus', 'sata')],
      preferred: true,
      safe: false,
    },
  ],
};
