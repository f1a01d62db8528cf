import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { changeModelToVirtio } from '../libvirt/interfaceEdits.ts';
import { isVirtioToQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeQueuesFix } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface WithoutVirtioModel {
  readonly iface: Interface;
  readonly attribute: XmlAttribute;
  /** As written; undefined when there is none. */
  readonly model: string | undefined;
}

export const queuesWithoutVirtioModel: Rule<WithoutVirtioModel> = {
  id: 'queues-without-virtio-model',
  severity: 'warning',
  documentation: {
    summary: "`queues` on an interface whose model is missing or is not one of libvirt's virtio models.",
    libvirt: `libvirt reads the attributes of \`<driver>\` for the models \`virtio\`, \`virtio-transitional\` and
\`virtio-non-transitional\` only, in upper or lower case. For every other model, \`virtio-net-pci\` included, and for a missing one
it drops them without a word: the VM starts with one queue, on x86 as an rtl8139.`,
    advice: `Change the model to \`virtio\`. The guest needs a virtio driver (Linux has one; Windows needs it installed), so
"fix all" does this by itself only for \`virtio-net-pci\` and \`virtio-net\`, which are the same device under another name.`,
  },
  *check({ domain }) {
    for (const iface of domain.interfaces) {
      const { queues } = iface;
      if (queues === undefined || iface.isVirtio || queues.value === '1') continue;
      // libvirt drops the queues of a passed-through device anyway, and refuses vhost-user without virtio.
      if (iface.type === 'hostdev' || iface.type === 'vhostuser') continue;
      yield {
        at: queues,
        data: { iface, attribute: queues, model: iface.model && attribute(iface.model, 'type')?.value },
      };
    }
  },
  message({ model }) {
    return model
      ? l10n.t(
          "libvirt drops queues silently for the model '{0}': the guest gets one queue. Change the model to virtio.",
          model,
        )
      : l10n.t(
          "libvirt drops queues silently because <model type='virtio'/> is missing: the guest gets another network card, with one queue. Add the model.",
        );
  },
  fixes({ data: { iface, attribute: queues } }, context) {
    return [
      {
        title: l10n.t('Change the model to virtio'),
        edits: changeModelToVirtio(context.document, iface),
        preferred: true,
        safe: isVirtioToQemu(iface),
      },
      removeQueuesFix(queues, context),
    ];
  },
};
