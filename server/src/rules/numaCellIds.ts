import * as l10n from '@vscode/l10n';
import { type NumaCell, readNumaCells } from '../libvirt/numa.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface WrongId {
  readonly cell: NumaCell;
  readonly id: number;
  readonly isDuplicate: boolean;
  /** The lowest id that no cell has. */
  readonly free: number;
}

export const numaCellIds: Rule<WrongId> = {
  id: 'numa-cell-ids',
  severity: 'error',
  documentation: {
    summary: 'The ids of the cells of `<numa>` have a gap, do not start at 0, or come twice.',
    libvirt: `libvirt refuses the domain: *Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges
not starting from 0 are not allowed*, or *Duplicate NUMA cell info for cell id '0'*. Their order does not matter; a cell without an id has its
position, from 0.`,
    advice: `Number the cells from 0. The fix gives the cell the lowest free id; what refers to it (\`<memnode>\`, \`<distances>\`,
memory devices) may have to follow.`,
  },
  *check({ domain }) {
    const cells = readNumaCells(domain);
    const used = new Set<number>();
    const wrong: { cell: NumaCell; id: number; isDuplicate: boolean }[] = [];
    for (const cell of cells) {
      if (cell.id === undefined) return;
      const isDuplicate = used.has(cell.id);
      if (isDuplicate || cell.id >= cells.length) wrong.push({ cell, id: cell.id, isDuplicate });
      else used.add(cell.id);
    }
    let free = 0;
    for (const each of wrong) {
      while (used.has(free)) free++;
      used.add(free);
      const id = attribute(each.cell.element, 'id');
      yield {
        at: id === undefined ? each.cell.element.startTag : valueSpan(id),
        data: { ...each, free },
      };
    }
  },
  message: ({ id, isDuplicate }) =>
    isDuplicate
      ? l10n.t('A second cell {0}: libvirt refuses the domain. Number the cells from 0.', id)
      : l10n.t(
          'The id {0} is too high: the ids of the cells have to run from 0 without a gap, or libvirt refuses the domain.',
          id,
        ),
  fixes: ({ data: { cell, free } }, { document }) => [
    {
      title: l10n.t('Set {0} to {1}', 'id', free),
      edits: [setAttribute(document, cell.element, 'id', String(free))],
      preferred: true,
      safe: false,
    },
  ],
};
