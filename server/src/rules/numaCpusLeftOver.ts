import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { type NumaCell, readNumaCells } from '../libvirt/numa.ts';
import { writeNumbers } from '../libvirt/numberSets.ts';
import { setAttribute } from '../xml/edit.ts';
import type { Rule } from './rule.ts';

interface LeftOver {
  readonly first: NumaCell;
  readonly vcpus: readonly number[];
}

export const numaCpusLeftOver: Rule<LeftOver> = {
  id: 'numa-cpus-left-over',
  severity: 'warning',
  documentation: {
    summary: 'A vCPU that no cell of `<numa>` has.',
    libvirt: `libvirt puts every vCPU that is in no cell into cell 0 silently (since 6.6.0; virDomainNumaFillCPUsInNode). Its memory may
then be far away from where the guest's scheduler expects it.`,
    advice: 'Name every vCPU in a cell. The fix writes down what libvirt does: they go to cell 0.',
  },
  *check({ domain }) {
    const { maximum } = domain.vcpus;
    const cells = readNumaCells(domain);
    const first = cells.find(({ id }) => id === 0);
    if (first === undefined || maximum === undefined || maximum > highest || !runsOnQemu(domain)) return;
    if (cells.some(({ cpus }) => cpus === undefined)) return;
    const owned = new Set(cells.flatMap(({ cpus }) => [...(cpus ?? [])]));
    const vcpus = Array.from({ length: maximum }, (_, vcpu) => vcpu).filter((vcpu) => !owned.has(vcpu));
    if (vcpus.length > 0 && owned.size > 0)
      yield { at: first.cpusAttribute ?? first.element.startTag, data: { first, vcpus } };
  },
  message: ({ vcpus }) =>
    l10n.t(
      'libvirt adds vCPU {0} to cell 0 silently: no cell has it. Name every vCPU in a cell.',
      writeNumbers(vcpus),
    ),
  fixes({ data: { first, vcpus } }, { document }) {
    const cpus = writeNumbers([...(first.cpus ?? []), ...vcpus]);
    return [
      {
        title: l10n.t('Set {0} to {1}', 'cpus', cpus),
        edits: [setAttribute(document, first.element, 'cpus', cpus)],
        preferred: true,
        safe: true,
      },
    ];
  },
};

/** More vCPUs than this no hypervisor gives; a mistyped number shall not make a list of millions. */
const highest = 16384;
