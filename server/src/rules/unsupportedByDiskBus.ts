import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeAttribute, removeNode } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface Unsupported {
  readonly found: XmlElement | XmlAttribute;
  readonly bus: string;
  /** Those that take it. */
  readonly buses: readonly string[];
}

interface Feature {
  readonly find: (disk: Disk) => XmlElement | XmlAttribute | undefined;
  readonly buses: readonly string[];
}

const child = (name: string) => (disk: Disk) => firstChild(disk.element, name);
const onTarget =
  (name: string) =>
  ({ target }: Disk) =>
    target && attribute(target, name);

/** virDomainDiskDefValidate and qemuValidateDomainDeviceDefDiskFrontend of libvirt 9.0.0. */
const features: readonly Feature[] = [
  { find: child('wwn'), buses: ['ide', 'scsi'] },
  { find: child('vendor'), buses: ['scsi'] },
  { find: child('product'), buses: ['scsi'] },
  { find: onTarget('removable'), buses: ['usb'] },
  { find: onTarget('rotation_rate'), buses: ['scsi', 'ide', 'sata'] },
  {
    find: (disk) => (disk.device === 'disk' ? firstChild(disk.element, 'readonly') : undefined),
    buses: ['virtio', 'scsi', 'usb'],
  },
];

export const unsupportedByDiskBus: Rule<Unsupported> = {
  id: 'unsupported-by-disk-bus',
  severity: 'error',
  documentation: {
    summary: 'Something about a disk that its bus does not have.',
    libvirt: `libvirt refuses the domain. \`<wwn>\` goes with ide and scsi; \`<vendor>\` and \`<product>\` with scsi; \`removable\` with
usb; \`rotation_rate\` with scsi, ide and sata; \`<readonly/>\` on a hard disk with all but ide and sata: *readonly sata disks are not
supported*.`,
    advice: 'Remove it, as the fix does, or use another bus.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const disk of readDisks(domain)) {
      const { bus } = disk;
      if (bus === undefined) continue;
      for (const { find, buses } of features) {
        const found = buses.includes(bus) ? undefined : find(disk);
        if (found !== undefined) yield { at: found, data: { found, bus, buses } };
      }
    }
  },
  message: ({ found, bus, buses }) =>
    l10n.t(
      "libvirt refuses {0} on a disk of the bus '{1}': it goes with {2}. Remove it, or use another bus.",
      'kind' in found ? `<${found.name}>` : found.name,
      bus,
      buses.join(', '),
    ),
  fixes: ({ data: { found } }, { document }) => [
    {
      title: l10n.t('Remove {0}', 'kind' in found ? `<${found.name}>` : found.name),
      edits: ['kind' in found ? removeNode(document, found) : removeAttribute(document, found)],
      preferred: true,
      safe: false,
    },
  ],
};
