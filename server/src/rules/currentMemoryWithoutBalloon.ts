import * as l10n from '@vscode/l10n';
import { readMemory, sizeIn } from '../libvirt/memory.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { humanSize } from '../libvirt/sizes.ts';
import { removeNode } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface NoBalloon {
  readonly currentMemory: XmlElement;
  /** KiB: what the guest gets all the same. */
  readonly total: number;
}

export const currentMemoryWithoutBalloon: Rule<NoBalloon> = {
  id: 'current-memory-without-balloon',
  severity: 'warning',
  documentation: {
    summary: "`<currentMemory>` below the memory, and `<memballoon model='none'/>`.",
    libvirt: `The guest boots with all of \`<memory>\`, and only its balloon gives some of it back until \`<currentMemory>\` is left.
Without a balloon libvirt accepts the number, and it has no effect.`,
    advice:
      'Lower `<memory>` to give the guest less. The fix removes `<currentMemory>`, which changes nothing.',
  },
  *check({ domain }) {
    const currentMemory = firstChild(domain.element, 'currentMemory');
    const current = sizeIn(currentMemory);
    const { total } = readMemory(domain);
    const [balloon] = domain.devices.get('memballoon') ?? [];
    // Memory modules are no part of what a balloon takes from.
    if (domain.devices.has('memory')) return;
    if (currentMemory === undefined || !current || !total || current >= total || !runsOnQemu(domain)) return;
    if (balloon && attribute(balloon, 'model')?.value === 'none')
      yield { at: textSpan(currentMemory), data: { currentMemory, total } };
  },
  message: ({ total }) =>
    l10n.t(
      'Without a memory balloon currentMemory has no effect: the guest gets {0}. Lower <memory>, or remove this.',
      humanSize(total * 1024),
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove currentMemory'),
      edits: [removeNode(document, data.currentMemory)],
      preferred: true,
      safe: true,
    },
  ],
};
