import * as l10n from '@vscode/l10n';
import { numberIn } from '../libvirt/numbers.ts';
import { readVcpuList } from '../libvirt/vcpuList.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface Overridden {
  readonly vcpu: XmlElement;
  readonly written: number;
  readonly enabled: number;
}

export const vcpuListOverridesCurrent: Rule<Overridden> = {
  id: 'vcpu-list-overrides-current',
  severity: 'warning',
  documentation: {
    summary: '`current` of `<vcpu>` says another number than `<vcpus>` enables.',
    libvirt: `Where there is a list \`<vcpus>\`, libvirt counts its \`enabled='yes'\` entries and replaces \`current\` with that number
silently. vCPUs that are not listed are off.`,
    advice: 'Enable as many vCPUs as you want at boot. The fix makes `current` say what the list says.',
  },
  *check({ domain }) {
    const { element: vcpu, maximum } = domain.vcpus;
    const list = readVcpuList(domain);
    const found = vcpu && attribute(vcpu, 'current');
    const written = numberIn(found);
    if (vcpu === undefined || found === undefined || written === undefined || list.length === 0) return;
    const enabled = list.filter((entry) => entry.enabled === 'yes').length;
    if (written === enabled || enabled === 0 || written > (maximum ?? written)) return;
    yield { at: valueSpan(found), data: { vcpu, written, enabled } };
  },
  message: ({ written, enabled }) =>
    l10n.t(
      'libvirt replaces current={0} silently: <vcpus> enables {1}, and the list decides. Make the two agree.',
      written,
      enabled,
    ),
  fixes: ({ data: { vcpu, enabled } }, { document }) => [
    {
      title: l10n.t('Set current to {0}', enabled),
      edits: [setAttribute(document, vcpu, 'current', String(enabled))],
      preferred: true,
      safe: true,
    },
  ],
};
