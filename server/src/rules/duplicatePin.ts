import * as l10n from '@vscode/l10n';
import { type Pin, readPins } from '../libvirt/pinning.ts';
import { removeNode } from '../xml/edit.ts';
import { duplicates } from './duplicates.ts';
import type { Rule } from './rule.ts';

export const duplicatePin: Rule<Pin> = {
  id: 'duplicate-pin',
  severity: 'error',
  documentation: {
    summary: 'Two `<vcpupin>` for one vCPU, or two `<iothreadpin>` for one I/O thread.',
    libvirt: `libvirt refuses the domain: *duplicate vcpupin for vcpu '0'*, *duplicate iothreadpin for same iothread '1'*. It does
not add the two lists of CPUs up.`,
    advice: "Write all CPUs into one pin: `cpuset='0,4'`. The fix removes the second.",
  },
  *check({ domain }) {
    for (const kind of ['vcpu', 'iothread'] as const)
      for (const { duplicate } of duplicates(readPins(domain, kind), ({ number }) => String(number)))
        yield { at: duplicate.attribute, data: duplicate };
  },
  message: ({ element, attribute, number }) =>
    l10n.t(
      'A second <{0}> for {1} {2}: libvirt refuses the domain. Write all its CPUs into one.',
      element.name,
      attribute.name,
      number,
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this pin'),
      edits: [removeNode(document, data.element)],
      preferred: true,
      safe: false,
    },
  ],
};
