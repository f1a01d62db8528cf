import * as l10n from '@vscode/l10n';
import { readVcpuList } from '../libvirt/vcpuList.ts';
import { removeNode, setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface ImpossibleEntry {
  readonly entry: XmlElement;
  readonly id: number;
  /** Undefined when it is vCPU 0 that is off. */
  readonly maximum: number | undefined;
}

export const vcpuListImpossible: Rule<ImpossibleEntry> = {
  id: 'vcpu-list-impossible',
  severity: 'error',
  documentation: {
    summary: '`<vcpus>` lists a vCPU that the guest does not have, or switches vCPU 0 off.',
    libvirt: `libvirt refuses both: *vcpu id '4' is out of range of maximum vcpu count*, and *vcpu 0 can't be offline*. The ids
run from 0 to one below the number in \`<vcpu>\`.`,
    advice: 'The fix removes the entry of a vCPU that is not there, and enables vCPU 0.',
  },
  *check({ domain }) {
    const { maximum } = domain.vcpus;
    for (const { element: entry, id, enabled } of readVcpuList(domain)) {
      if (id === undefined) continue;
      const isOff = id === 0 && enabled === 'no';
      if (isOff) yield { at: entry.startTag, data: { entry, id, maximum: undefined } };
      else if (maximum !== undefined && id >= maximum)
        yield { at: attribute(entry, 'id') ?? entry.startTag, data: { entry, id, maximum } };
    }
  },
  message: ({ id, maximum }) =>
    maximum === undefined
      ? l10n.t('vCPU 0 cannot be off: libvirt refuses the domain. Enable it.')
      : l10n.t(
          'There is no vCPU {0}: <vcpu> gives the guest {1}, and they count from 0. libvirt refuses the domain. Remove the entry.',
          id,
          maximum,
        ),
  fixes: ({ data: { entry, maximum } }, { document }) =>
    maximum === undefined
      ? [
          {
            title: l10n.t('Enable vCPU 0'),
            edits: [setAttribute(document, entry, 'enabled', 'yes')],
            preferred: true,
            safe: true,
          },
        ]
      : [{ title: l10n.t('Remove it'), edits: [removeNode(document, entry)], preferred: true, safe: true }],
};
