import * as l10n from '@vscode/l10n';
import { readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { removeElementFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

interface ShareableFormat {
  readonly shareable: XmlElement;
  readonly format: string;
}

export const shareableImageFormat: Rule<ShareableFormat> = {
  id: 'shareable-image-format',
  severity: 'error',
  documentation: {
    summary: '`<shareable/>` on a disk whose image has a format with metadata of its own.',
    libvirt: `libvirt refuses the domain: *shared access for disk 'vda' requires use of supported storage format*. Two guests that write to
one qcow2 image destroy it, since each keeps its own copy of the tables in it.`,
    advice: 'Share raw images only; `qemu-img convert -O raw` makes one. The fix removes `<shareable/>`.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { element, driver } of readDisks(domain)) {
      const shareable = firstChild(element, 'shareable');
      const format = driver && attribute(driver, 'type')?.value;
      if (shareable === undefined || format === undefined || format === 'raw') continue;
      if (firstChild(element, 'readonly') === undefined) yield { at: shareable, data: { shareable, format } };
    }
  },
  message: ({ format }) =>
    l10n.t(
      'libvirt refuses to share a {0} image: two guests that write to it destroy it. Share raw images only, or remove <shareable/>.',
      format,
    ),
  fixes: ({ data: { shareable } }, { document }) => [
    removeElementFix(document, shareable, { preferred: true, safe: false }),
  ],
};
