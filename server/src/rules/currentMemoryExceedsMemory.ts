import * as l10n from '@vscode/l10n';
import { readMemory, sizeIn } from '../libvirt/memory.ts';
import { humanSize } from '../libvirt/sizes.ts';
import { removeNode } from '../xml/edit.ts';
import { firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface Exceeds {
  readonly currentMemory: XmlElement;
  /** KiB, both. */
  readonly current: number;
  readonly total: number;
}

export const currentMemoryExceedsMemory: Rule<Exceeds> = {
  id: 'current-memory-exceeds-memory',
  severity: 'warning',
  documentation: {
    summary: '`<currentMemory>` is larger than the memory of the guest.',
    libvirt: `\`<currentMemory>\` is what the balloon leaves of the memory, so it cannot be more. libvirt lowers it to the memory silently
(\`<memory>\`, or the cells of \`<numa>\` together).`,
    advice:
      'To give the guest more, raise `<memory>`. The fix removes `<currentMemory>`: without it the guest has all of its memory.',
  },
  *check({ domain }) {
    const currentMemory = firstChild(domain.element, 'currentMemory');
    const current = sizeIn(currentMemory);
    const { said, total } = readMemory(domain);
    if (currentMemory === undefined || current === undefined || !total) return;
    // Where the cells make the memory less than <memory> says, that is the mistake.
    if (current > Math.max(total, said ?? 0))
      yield { at: textSpan(currentMemory), data: { currentMemory, current, total } };
  },
  message: ({ current, total }) =>
    l10n.t(
      'libvirt lowers {0} to {1} silently: currentMemory cannot be more than the memory. Raise <memory>, or remove this.',
      humanSize(current * 1024),
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
