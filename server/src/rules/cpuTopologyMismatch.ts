import * as l10n from '@vscode/l10n';
import { type CpuTopology, readTopology } from '../libvirt/cpuTopology.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import type { XmlElement } from '../xml/tree.ts';
import { setText } from './places.ts';
import type { Fix, Rule } from './rule.ts';

interface TopologyMismatch {
  readonly topology: CpuTopology;
  readonly vcpu: XmlElement | undefined;
  readonly maximum: number;
}

export const cpuTopologyMismatch: Rule<TopologyMismatch> = {
  id: 'cpu-topology-mismatch',
  severity: 'error',
  documentation: {
    summary: '`<topology>` makes another number of vCPUs than `<vcpu>` says.',
    libvirt: `The product of sockets, dies, clusters, cores and threads has to be the number in \`<vcpu>\` (not \`current\`). libvirt
refuses every other: *CPU topology doesn't match maximum vcpu count*.`,
    advice: `Usually \`<vcpu>\` was changed and the topology forgotten. The preferred fix changes the sockets where that comes out
even, else the cores; the other one changes \`<vcpu>\`.`,
  },
  *check({ domain }) {
    const { element: vcpu, maximum } = domain.vcpus;
    const topology = readTopology(domain);
    if (topology === undefined || maximum === undefined || topology.vcpus === maximum) return;
    if (runsOnQemu(domain)) yield { at: topology.element.startTag, data: { topology, vcpu, maximum } };
  },
  message: ({ topology, maximum }) =>
    l10n.t(
      'The topology makes {0} vCPUs ({1}), but <vcpu> says {2}: libvirt refuses the domain. Make the two agree.',
      topology.vcpus,
      Object.entries(topology.levels)
        .filter(([name, count]) => count > 1 || name === 'sockets')
        .map(([name, count]) => `${name} ${count}`)
        .join(' × '),
      maximum,
    ),
  fixes({ data: { topology, vcpu, maximum } }, { document }) {
    const fixes: Fix[] = [];
    for (const level of ['sockets', 'cores'] as const) {
      const count = maximum / (topology.vcpus / topology.levels[level]);
      if (!Number.isInteger(count)) continue;
      fixes.push({
        title: l10n.t('Set {0} to {1}', level, count),
        edits: [setAttribute(document, topology.element, level, String(count))],
        preferred: fixes.length === 0,
        safe: false,
      });
    }
    if (vcpu !== undefined)
      fixes.push({
        title: l10n.t('Set the number of vCPUs to {0}', topology.vcpus),
        edits: [setText(vcpu, String(topology.vcpus))],
        preferred: fixes.length === 0,
        safe: false,
      });
    return fixes;
  },
};
