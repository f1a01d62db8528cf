import * as l10n from '@vscode/l10n';
import { type NumaCell, readNumaCells } from '../libvirt/numa.ts';
import { writeNumbers } from '../libvirt/numberSets.ts';
import { setAttribute } from '../xml/edit.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface Beyond {
  readonly cell: NumaCell;
  readonly beyond: readonly number[];
  readonly within: readonly number[];
  readonly maximum: number;
}

export const numaCpusExceedVcpus: Rule<Beyond> = {
  id: 'numa-cpus-exceed-vcpus',
  severity: 'error',
  documentation: {
    summary: 'A `<cell>` of `<numa>` has vCPUs that the guest does not have.',
    libvirt: `libvirt refuses the domain: *CPU IDs in <numa> exceed the <vcpu> count*. vCPUs count from 0 to one below the number in
\`<vcpu>\`, whatever \`current\` says.`,
    advice: 'Raise the number in `<vcpu>`, or take them out of the cell, as the fix does.',
  },
  *check({ domain }) {
    const { maximum } = domain.vcpus;
    if (maximum === undefined) return;
    for (const cell of readNumaCells(domain)) {
      if (cell.cpus === undefined || cell.cpusAttribute === undefined) continue;
      const beyond = [...cell.cpus].filter((vcpu) => vcpu >= maximum);
      const within = [...cell.cpus].filter((vcpu) => vcpu < maximum);
      if (beyond.length > 0)
        yield { at: valueSpan(cell.cpusAttribute), data: { cell, beyond, within, maximum } };
    }
  },
  message: ({ beyond, maximum }) =>
    l10n.t(
      'There is no vCPU {0}: <vcpu> gives the guest {1}, and they count from 0. libvirt refuses the domain.',
      writeNumbers(beyond),
      maximum,
    ),
  fixes({ data: { cell, within } }, { document }) {
    if (within.length === 0) return [];
    const cpus = writeNumbers(within);
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
