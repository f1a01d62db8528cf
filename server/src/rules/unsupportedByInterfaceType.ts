import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { findUnsupported, type UnsupportedFeature } from '../libvirt/interfaceFeatures.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeElementFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

interface Unsupported extends UnsupportedFeature {
  readonly iface: Interface;
}

export const unsupportedByInterfaceType: Rule<Unsupported> = {
  id: 'unsupported-by-interface-type',
  severity: 'error',
  documentation: {
    summary: 'Something about an interface that its type does not have.',
    libvirt: `What libvirt does depends on what it is. It **refuses the domain** for \`<mtu>\`, \`<coalesce>\`, \`<port isolated='yes'/>\` and an
\`<ip>\` of the guest. It accepts the domain and **does not start it** for \`<script>\` (*scripts are not supported on interfaces of type
bridge*) and \`<vlan>\` (*vlan tag not supported for this connection type*; Linux bridges take it since libvirt 11.0). And it **drops
without a word**, a warning, \`<filterref>\`, so that nothing is filtered, and \`<bandwidth>\`, so that nothing is limited.

| | goes with the types |
| --- | --- |
| \`<mtu>\` | network, bridge, ethernet, vhostuser |
| \`<coalesce>\`, \`<port isolated='yes'/>\` | network, bridge |
| \`<ip>\` | user |
| \`<script>\` | ethernet |
| \`<vlan>\` | network, hostdev, bridge of Open vSwitch, direct with mode passthrough |
| \`<filterref>\` | network, bridge, ethernet |
| \`<bandwidth>\` | network, bridge, ethernet, direct |`,
    advice: `Use an interface of another type, or remove it, as the fix does. The address of a guest is set in the guest, or by the DHCP server
of its network.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const iface of domain.interfaces)
      for (const found of findUnsupported(iface))
        yield {
          at: found.element.startTag,
          data: { iface, ...found },
          severity: found.consequence === 'dropped' ? 'warning' : 'error',
        };
  },
  message({ iface: { type }, element: { name }, consequence, types }) {
    const list = types.join(', ');
    switch (consequence) {
      case 'refused':
        return l10n.t(
          "libvirt refuses <{0}> on an interface of type '{1}'. It goes with: {2}.",
          name,
          type,
          list,
        );
      case 'not-started':
        return l10n.t(
          "libvirt does not start a VM with <{0}> on an interface of type '{1}'. It goes with: {2}.",
          name,
          type,
          list,
        );
      case 'dropped':
        return l10n.t(
          "libvirt ignores <{0}> on an interface of type '{1}' silently: nothing is filtered or limited. It goes with: {2}.",
          name,
          type,
          list,
        );
    }
  },
  fixes: ({ data: { element } }, { document }) => [
    removeElementFix(document, element, { preferred: true, safe: false }),
  ],
};
