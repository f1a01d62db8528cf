import * as l10n from '@vscode/l10n';
import { readMemory } from '../libvirt/memory.ts';
import { humanSize, sizeOfText } from '../libvirt/sizes.ts';
import { setAttribute } from '../xml/edit.ts';
import { textContent } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { setText, textSpan } from './places.ts';
import type { Rule } from './rule.ts';

/** KiB. libvirt rounds modules up to such steps: a smaller difference is no mistake. */
const mebibyte = 1024;

interface Differs {
  readonly memory: XmlElement;
  /** KiB, both. */
  readonly said: number;
  readonly ofCells: number;
}

export const memoryDiffersFromNuma: Rule<Differs> = {
  id: 'memory-differs-from-numa',
  severity: 'warning',
  documentation: {
    summary: '`<memory>` says another size than the cells of `<numa>` have together.',
    libvirt: `Where there are cells, libvirt replaces \`<memory>\` silently with the sum of their memory and of all memory devices
(virDomainDefPostParseMemory). The guest gets what the cells say.`,
    advice:
      'Change the cells to what the guest should have. The fix makes `<memory>` say what libvirt will do.',
  },
  *check({ domain }) {
    const { element: memory, said, ofCells } = readMemory(domain);
    if (memory === undefined || !said || ofCells === undefined) return;
    if (Math.abs(said - ofCells) >= mebibyte) yield { at: textSpan(memory), data: { memory, said, ofCells } };
  },
  message: ({ said, ofCells }) =>
    l10n.t(
      'libvirt replaces {0} silently: the cells of <numa>, with any memory modules, have {1} together, and the guest gets that. Make the two agree.',
      humanSize(said * 1024),
      humanSize(ofCells * 1024),
    ),
  fixes({ data: { memory, ofCells } }, { document }) {
    const size = sizeOfText(memory, textContent(memory));
    const inItsUnit = size && (ofCells * 1024 * Number(size.number)) / size.bytes;
    return [
      {
        title: l10n.t('Set memory to {0}', humanSize(ofCells * 1024)),
        edits: Number.isInteger(inItsUnit)
          ? [setText(memory, String(inItsUnit))]
          : [setAttribute(document, memory, 'unit', 'KiB'), setText(memory, String(ofCells))],
        preferred: true,
        safe: true,
      },
    ];
  },
};
