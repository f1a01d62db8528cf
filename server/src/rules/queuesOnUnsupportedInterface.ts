import * as l10n from '@vscode/l10n';
import { runsOnQemu, supportsMultiQueue } from '../libvirt/multiQueue.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeQueuesFix } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface UnsupportedInterface {
  readonly attribute: XmlAttribute;
  readonly type: string;
}

export const queuesOnUnsupportedInterface: Rule<UnsupportedInterface> = {
  id: 'queues-on-unsupported-interface',
  severity: 'error',
  documentation: {
    summary: '`queues` on an interface of a type that cannot have several queues.',
    libvirt: `\`define\` accepts it, and the VM then fails to start with *multiqueue is not supported for network interfaces of
type …*: for \`user\` (also when the type is missing), \`server\`, \`client\`, \`mcast\`, \`udp\`, \`internal\`, \`null\` and \`vds\`. On
\`hostdev\` libvirt drops the attribute silently: the queues of a passed-through device are its own business.`,
    advice: `Use \`network\`, \`bridge\`, \`direct\`, \`ethernet\`, \`vhostuser\` or \`vdpa\`, or remove \`queues\`.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const iface of domain.interfaces) {
      const { queues, type } = iface;
      if (queues === undefined || supportsMultiQueue(type)) continue;
      if (type === 'hostdev') yield { at: queues, data: { attribute: queues, type }, severity: 'warning' };
      else if (iface.queueCount > 1) yield { at: queues, data: { attribute: queues, type } };
    }
  },
  message({ type }) {
    return type === 'hostdev'
      ? l10n.t('libvirt drops queues silently here: a passed-through device brings its own queues.')
      : l10n.t(
          "An interface of type '{0}' has one queue only: libvirt accepts the definition, and then refuses to start the VM. Remove queues, or use another type.",
          type,
        );
  },
  fixes: ({ data }, context) => [removeQueuesFix(data.attribute, context, true)],
};
