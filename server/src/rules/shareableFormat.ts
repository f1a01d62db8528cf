import * as l10n from '@vscode/l10n';
import { readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import { removeElementFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface SharedFormat {
  readonly format: XmlAttribute;
  readonly shareable: XmlElement;
}

export const shareableFormat: Rule<SharedFormat> = {
  id: 'shareable-format',
  severity: 'error',
  documentation: {
    summary: 'A `<shareable/>` disk whose image is not raw.',
    libvirt: `libvirt refuses the domain: *shared access for disk 'vda' requires use of supported storage format*. Two guests that write a
qcow2 image destroy its tables.`,
    advice: 'Share a raw image or a block device. The fix removes `<shareable/>`.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { element } of readDisks(domain)) {
      const driver = firstChild(element, 'driver');
      const format = driver && attribute(driver, 'type');
      const shareable = firstChild(element, 'shareable');
      if (format && shareable && tables.has(format.value))
        yield { at: valueSpan(format), data: { format, shareable } };
    }
  },
  message: ({ format }) =>
    l10n.t('A shareable disk has to be raw, and this one is {0}: libvirt refuses the domain.', format.value),
  fixes: ({ data: { shareable } }, { document }) => [
    removeElementFix(document, shareable, { preferred: true, safe: false }),
  ],
};

/** Formats that keep tables of their own in the image. */
const tables = new Set(['qcow', 'qcow2', 'qed', 'vmdk', 'vdi', 'vpc']);
