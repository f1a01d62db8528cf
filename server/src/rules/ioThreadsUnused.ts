import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { readMentions } from '../libvirt/references.ts';
import { firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { removeElementFix } from './attributeFixes.ts';
import { textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface Unused {
  readonly element: XmlElement;
}

export const ioThreadsUnused: Rule<Unused> = {
  id: 'iothreads-unused',
  severity: 'hint',
  documentation: {
    summary: 'I/O threads that no device uses.',
    libvirt: `libvirt starts the threads, and they have nothing to do: a disk or a virtio-scsi controller works in an I/O thread only
where its \`<driver>\` names one.`,
    advice: `Write \`iothread='1'\` on the \`<driver>\` of virtio disks and virtio-scsi controllers, or remove \`<iothreads>\`, as the fix
does. If you plug disks in later, leave them.`,
  },
  *check({ document, domain }) {
    const count = firstChild(domain.element, 'iothreads');
    if (count === undefined || !runsOnQemu(domain)) return;
    const mentions = readMentions(document, domain).filter(({ kind }) => kind === 'iothread');
    if (mentions.some(({ role }) => role === 'use')) return;
    if (mentions.some(({ role }) => role === 'implied'))
      yield { at: textSpan(count), data: { element: count } };
  },
  message: () =>
    l10n.t(
      "No device uses an I/O thread: name one on the <driver> of a virtio disk or controller, iothread='1', or remove <iothreads>.",
    ),
  fixes: ({ data: { element } }, { document }) => [
    removeElementFix(document, element, { preferred: true, safe: false }),
  ],
};
