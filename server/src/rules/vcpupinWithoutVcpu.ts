import * as l10n from '@vscode/l10n';
import { type Pin, readPins } from '../libvirt/pinning.ts';
import { removeNode } from '../xml/edit.ts';
import type { Rule } from './rule.ts';

interface PinnedNothing {
  readonly pin: Pin;
  readonly maximum: number;
}

export const vcpupinWithoutVcpu: Rule<PinnedNothing> = {
  id: 'vcpupin-without-vcpu',
  severity: 'warning',
  documentation: {
    summary: '`<vcpupin>` for a vCPU that the guest does not have.',
    libvirt: `libvirt drops it: the only trace is a line *Ignoring vcpupin for missing vcpus* in the daemon's log. vCPUs count from 0,
so a guest with 4 has 0 to 3.`,
    advice: 'Remove it, as the fix does, or give the guest more vCPUs.',
  },
  *check({ domain }) {
    const { maximum } = domain.vcpus;
    if (maximum === undefined) return;
    for (const pin of readPins(domain, 'vcpu'))
      if (pin.number >= maximum) yield { at: pin.attribute, data: { pin, maximum } };
  },
  message: ({ pin, maximum }) =>
    l10n.t(
      'libvirt drops this pin silently: there is no vCPU {0}. The guest has {1}, and they count from 0.',
      pin.number,
      maximum,
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this pin'),
      edits: [removeNode(document, data.pin.element)],
      preferred: true,
      safe: true,
    },
  ],
};
