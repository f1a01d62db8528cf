import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeAttributeFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

interface VhostWithoutTap {
  readonly attribute: XmlAttribute;
  readonly interfaceType: string;
}

/** QEMU itself moves their packets; vhost-user and vDPA are a vhost of another kind. */
const withoutTap = new Set(['user', 'server', 'client', 'mcast', 'udp', 'internal']);

export const vhostWithoutTap: Rule<VhostWithoutTap> = {
  id: 'vhost-without-tap',
  severity: 'warning',
  documentation: {
    summary: "`<driver name='vhost'>` on an interface of a type that has no tap device.",
    libvirt: `vhost-net serves tap and macvtap devices. Interfaces of type \`user\`, \`server\`, \`client\`, \`mcast\`, \`udp\` and \`internal\` have
none: libvirt stores the name and ignores it. All packets go through QEMU.`,
    advice:
      'Remove the name, as the fix does, or use `network`, `bridge`, `direct` or `ethernet` where speed matters.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { driver, readsDriver, type } of domain.interfaces) {
      const name = driver && attribute(driver, 'name');
      if (name?.value === 'vhost' && readsDriver && withoutTap.has(type))
        yield { at: name, data: { attribute: name, interfaceType: type } };
    }
  },
  message: ({ interfaceType }) =>
    l10n.t(
      "libvirt ignores name='vhost' on an interface of type '{0}': vhost-net needs a tap device. Remove the name, or use another type.",
      interfaceType,
    ),
  fixes: ({ data }, { document }) => [
    {
      ...removeAttributeFix(document, data.attribute, { preferred: true, safe: true }),
      title: l10n.t("Remove name='vhost'"),
    },
  ],
};
