import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { changeModelToVirtio } from '../libvirt/interfaceEdits.ts';
import { isVirtioToQemu, runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface ModelNotKnown {
  readonly iface: Interface;
  readonly attribute: XmlAttribute;
}

export const modelNotKnownAsVirtio: Rule<ModelNotKnown> = {
  id: 'model-not-known-as-virtio',
  severity: 'warning',
  documentation: {
    summary: "An interface model by QEMU's name for virtio, which libvirt does not take for virtio.",
    libvirt: `\`virtio-net-pci\` and \`virtio-net\` are handed to QEMU as they are, and the guest gets a virtio card. libvirt itself does not
know that: it reads nothing of \`<driver>\`, and never opens vhost-net, so that QEMU itself has to move the packets of a KVM guest.`,
    advice: 'Write `virtio`: it is the same card to the guest, with vhost-net, and `<driver>` counts.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const iface of domain.interfaces) {
      const found = iface.model && attribute(iface.model, 'type');
      // With options on the driver, what drops them is the mistake that is told.
      if (found === undefined || iface.driver !== undefined || iface.type === 'vhostuser') continue;
      if (isVirtioToQemu(iface)) yield { at: valueSpan(found), data: { iface, attribute: found } };
    }
  },
  message: ({ attribute: { value } }) =>
    l10n.t(
      "libvirt does not take '{0}' for virtio: it opens no vhost-net for it and reads no <driver>. Write virtio, the same card to the guest.",
      value,
    ),
  fixes: ({ data: { iface } }, { document }) => [
    {
      title: l10n.t('Change the model to virtio'),
      edits: changeModelToVirtio(document, iface),
      preferred: true,
      safe: true,
    },
  ],
};
