import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface Shared {
  readonly source: XmlAttribute;
  readonly other: string;
}

export const duplicateDiskSource: Rule<Shared> = {
  id: 'duplicate-disk-source',
  severity: 'error',
  documentation: {
    summary: 'One image in two disks, and not shared on purpose.',
    libvirt: `libvirt accepts the domain, and QEMU does not start: *Failed to get "write" lock. Is another process using the image?*
Two disks with \`<readonly/>\`, or two with \`<shareable/>\`, may have one image.`,
    advice:
      'Name another image. If they are to share it, write `<shareable/>` or `<readonly/>` into both; the image has to be raw then.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { first, duplicate, key } of duplicates(readDisks(domain), imageOf)) {
      if (['readonly', 'shareable'].some((mode) => has(first, mode) && has(duplicate, mode))) continue;
      const source = sourceOf(duplicate);
      if (source?.value === key)
        yield { at: valueSpan(source), data: { source, other: first.targetDevice ?? '?' } };
    }
  },
  message: ({ other }) =>
    l10n.t('The disk {0} has this image already: QEMU locks it, and the VM does not start.', other),
  fixes: () => [],
};

function imageOf(disk: Disk): string | undefined {
  return sourceOf(disk)?.value || undefined;
}

function sourceOf({ source, type }: Disk): XmlAttribute | undefined {
  return source && type === 'file' ? attribute(source, 'file') : undefined;
}

function has({ element, device }: Disk, mode: string): boolean {
  return firstChild(element, mode) !== undefined || (mode === 'readonly' && device === 'cdrom');
}
