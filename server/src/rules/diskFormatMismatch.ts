import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { element, insertFirstChild, setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { Span } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface FormatMismatch {
  readonly disk: Disk;
  readonly format: string;
  readonly isWritten: boolean;
}

/** Formats by the endings that are used for nothing else. */
const formats: Readonly<Record<string, string>> = {
  qcow2: 'qcow2',
  qed: 'qed',
  vdi: 'vdi',
  vmdk: 'vmdk',
  vhdx: 'vhdx',
};

export const diskFormatMismatch: Rule<FormatMismatch> = {
  id: 'disk-format-mismatch',
  severity: 'warning',
  documentation: {
    summary: 'A disk image whose name says qcow2, vmdk, vdi, qed or vhdx is read as raw.',
    libvirt: `libvirt does not look into the file: without \`type\` on \`<driver>\` it takes \`raw\`. The VM starts, and the guest sees the bytes of
the image file as its disk: no partition, nothing to boot, and what it writes destroys the image.`,
    advice: 'Write the format of the file as `type`, as the fix does.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const disk of readDisks(domain)) {
      const file = disk.type === 'file' && disk.source ? attribute(disk.source, 'file')?.value : undefined;
      const format = formats[/\.(\w+)$/.exec(file ?? '')?.[1]?.toLowerCase() ?? ''];
      const type = disk.driver && attribute(disk.driver, 'type');
      if (format === undefined || (type !== undefined && type.value !== 'raw')) continue;
      const at: Span = type ?? disk.driver?.startTag ?? disk.element.startTag;
      yield { at, data: { disk, format, isWritten: type !== undefined } };
    }
  },
  message: ({ format, isWritten }) =>
    isWritten
      ? l10n.t(
          "The image is named like {0} and read as raw: the guest would see the image file itself as its disk. Write type='{0}'.",
          format,
        )
      : l10n.t(
          "libvirt reads this {0} image as raw, because <driver> does not say type='{0}': the guest would see the image file itself as its disk. Add the type.",
          format,
        ),
  fixes: ({ data: { disk, format } }, { document }) => [
    {
      title: l10n.t('Set {0} to {1}', 'type', format),
      edits: [
        disk.driver === undefined
          ? insertFirstChild(
              document,
              disk.element,
              element(document, 'driver', { name: 'qemu', type: format }),
            )
          : setAttribute(document, disk.driver, 'type', format),
      ],
      preferred: true,
      safe: false,
    },
  ],
};
