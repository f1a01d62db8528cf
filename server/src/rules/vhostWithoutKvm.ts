import * as l10n from '@vscode/l10n';
import { removeWithEmptyOwner } from '../libvirt/interfaceEdits.ts';
import { canUseVhostNet, runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface VhostWithoutKvm {
  readonly attribute: XmlAttribute;
  readonly domainType: string;
}

export const vhostWithoutKvm: Rule<VhostWithoutKvm> = {
  id: 'vhost-without-kvm',
  severity: 'warning',
  documentation: {
    summary: "`<driver name='vhost'>` in a domain that does not run on KVM.",
    libvirt: `libvirt opens \`/dev/vhost-net\` for \`<domain type='kvm'>\` only. With \`type='qemu'\` it ignores the name: QEMU itself moves
the packets, and no \`vhost-\` worker appears on the host. The queues are there all the same.`,
    advice: `Use \`type='kvm'\` where the host has it, or remove the name, as the fix does.`,
  },
  *check({ domain }) {
    if (domain.type === undefined || domain.type === 'kvm' || !runsOnQemu(domain)) return;
    for (const iface of domain.interfaces) {
      const name = iface.driver && attribute(iface.driver, 'name');
      if (name?.value !== 'vhost' || !iface.isVirtio || !canUseVhostNet(iface.type)) continue;
      yield { at: name, data: { attribute: name, domainType: domain.type } };
    }
  },
  message({ domainType }) {
    return l10n.t(
      "libvirt ignores name='vhost' for type='{0}': vhost-net needs type='kvm'. QEMU itself serves the queues. Use KVM, or remove the name.",
      domainType,
    );
  },
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t("Remove name='vhost'"),
      edits: removeWithEmptyOwner(document, [data.attribute]),
      preferred: true,
      safe: true,
    },
  ],
};
