import * as l10n from '@vscode/l10n';
import { type NumaCell, readNumaCells } from '../libvirt/numa.ts';
import { writeNumbers } from '../libvirt/numberSets.ts';
import { setAttribute } from '../xml/edit.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface Overlap {
  readonly cell: NumaCell;
  /** The vCPUs that earlier cells have, and the first of these cells. */
  readonly taken: readonly number[];
  readonly by: number | undefined;
  readonly free: readonly number[];
}

export const numaCellsOverlap: Rule<Overlap> = {
  id: 'numa-cells-overlap',
  severity: 'error',
  documentation: {
    summary: 'Two cells of `<numa>` have the same vCPU.',
    libvirt: 'libvirt refuses the domain: *NUMA cells 1 and 0 have overlapping vCPU ids*.',
    advice: 'Each vCPU belongs to one cell. The fix takes it out of the later one.',
  },
  *check({ domain }) {
    const owners = new Map<number, NumaCell>();
    for (const cell of readNumaCells(domain)) {
      const cpus = [...(cell.cpus ?? [])];
      const taken = cpus.filter((vcpu) => owners.has(vcpu));
      const free = cpus.filter((vcpu) => !owners.has(vcpu));
      for (const vcpu of free) owners.set(vcpu, cell);
      const [first] = taken;
      if (first === undefined || cell.cpusAttribute === undefined) continue;
      yield { at: valueSpan(cell.cpusAttribute), data: { cell, taken, by: owners.get(first)?.id, free } };
    }
  },
  message: ({ taken, by }) =>
    l10n.t(
      'vCPU {0} belongs to cell {1} already: libvirt refuses the domain. Put each vCPU into one cell.',
      writeNumbers(taken),
      by ?? '?',
    ),
  fixes({ data: { cell, free } }, { document }) {
    if (free.length === 0) return [];
    const cpus = writeNumbers(free);
    return [
      {
        title: l10n.t('Set {0} to {1}', 'cpus', cpus),
        edits: [setAttribute(document, cell.element, 'cpus', cpus)],
        preferred: true,
        safe: false,
      },
    ];
  },
};
