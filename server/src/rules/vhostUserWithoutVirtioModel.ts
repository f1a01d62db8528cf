import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { changeModelToVirtio } from '../libvirt/interfaceEdits.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import type { Rule } from './rule.ts';

interface WithoutVirtio {
  readonly iface: Interface;
}

export const vhostUserWithoutVirtioModel: Rule<WithoutVirtio> = {
  id: 'vhost-user-without-virtio-model',
  severity: 'error',
  documentation: {
    summary:
      "An interface of type `vhostuser` whose model is missing or is not one of libvirt's virtio models.",
    libvirt: `libvirt refuses the domain: *Wrong or no <model> 'type' attribute specified with <interface type='vhostuser'/>. vhostuser
requires the virtio-net* frontend*. So it does with \`virtio-net-pci\`.`,
    advice: "Write `<model type='virtio'/>`, as the fix does.",
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const iface of domain.interfaces)
      if (iface.type === 'vhostuser' && !iface.isVirtio)
        yield { at: iface.model?.startTag ?? iface.element.startTag, data: { iface } };
  },
  message: ({ iface }) =>
    iface.modelType === undefined
      ? l10n.t("libvirt refuses a vhost-user interface without <model type='virtio'/>: add the model.")
      : l10n.t(
          "libvirt refuses a vhost-user interface with the model '{0}': change the model to virtio.",
          iface.modelType,
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
