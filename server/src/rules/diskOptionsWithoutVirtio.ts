import * as l10n from '@vscode/l10n';
import { readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { placeOf, removeAttributesFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

interface DiskOptions {
  /** At least one, all on one driver. */
  readonly options: readonly XmlAttribute[];
  /** Those, and what else is for virtio only. */
  readonly all: readonly XmlAttribute[];
  readonly bus: string;
  readonly isRefused: boolean;
}

/** virDomainDiskDefValidate, virDomainCheckVirtioOptionsAreAbsent, qemuValidateDomainDeviceDefDiskIOThreads. */
const refused = new Set([
  'queues',
  'iothread',
  'ioeventfd',
  'event_idx',
  'iommu',
  'ats',
  'packed',
  'page_per_vq',
]);

export const diskOptionsWithoutVirtio: Rule<DiskOptions> = {
  id: 'disk-options-without-virtio',
  severity: 'error',
  documentation: {
    summary: "Options of a disk's `<driver>` that only the virtio bus has.",
    libvirt: `libvirt refuses \`queues\`, \`iothread\`, \`ioeventfd\`, \`event_idx\`, \`iommu\`, \`ats\`, \`packed\` and \`page_per_vq\` on a disk that is not on
the virtio bus: *queues attribute in disk driver element is only supported by virtio-blk*. \`queue_size\` it stores and never hands to QEMU,
a warning.`,
    advice: `Remove them, as the fix does, or put the disk on \`bus='virtio'\`. A SCSI disk gets its queues and its I/O thread from the
\`<driver>\` of its virtio-scsi \`<controller>\`.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { driver, bus } of readDisks(domain)) {
      if (driver === undefined || bus === undefined || bus === 'virtio') continue;
      const refusedHere = driver.attributes.filter(({ name }) => refused.has(name));
      const isRefused = refusedHere.length > 0;
      const options = isRefused ? refusedHere : driver.attributes.filter(({ name }) => name === 'queue_size');
      if (options.length === 0) continue;
      const severity = isRefused ? 'error' : 'warning';
      const all = driver.attributes.filter(({ name }) => refused.has(name) || name === 'queue_size');
      yield { at: placeOf(options), data: { options, all, bus, isRefused }, severity };
    }
  },
  message({ options, bus, isRefused }) {
    const names = options.map(({ name }) => name).join(', ');
    return isRefused
      ? l10n.t(
          "libvirt refuses {0} on the bus '{1}': only virtio disks have it. Remove it, or use bus='virtio'.",
          names,
          bus,
        )
      : l10n.t(
          "libvirt ignores {0} on the bus '{1}': only virtio disks have it. Remove it, or use bus='virtio'.",
          names,
          bus,
        );
  },
  fixes: ({ data: { all } }, { document }) => [
    removeAttributesFix(document, all, { preferred: true, safe: true }),
  ],
};
