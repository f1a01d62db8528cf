import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { enableMultiQueue } from '../libvirt/interfaceEdits.ts';
import { misplacedQueues } from '../libvirt/misplacedQueues.ts';
import { couldUseMultiQueue, recommendedQueues } from '../libvirt/multiQueue.ts';
import type { Rule } from './rule.ts';

interface MultiQueueAvailable {
  readonly iface: Interface;
  readonly vcpus: number;
  readonly queues: number;
}

export const multiQueueAvailable: Rule<MultiQueueAvailable> = {
  id: 'multi-queue-available',
  severity: 'hint',
  documentation: {
    summary: 'A virtio interface with one queue, in a guest with several vCPUs.',
    libvirt: `One queue means one interrupt and one vhost worker: all packets of the interface are handled by one vCPU. With N
queues the work of many connections spreads over N vCPUs; a single connection stays on one queue.`,
    advice: `Enable multi-queue where the guest serves many connections or large packets. It helps inbound traffic most, and can cost
CPU time and outbound throughput of few connections, so it is a hint, never applied by "fix all". The number is chosen by
\`virtqueue.queues.policy\`.`,
  },
  *check({ domain, queues: settings }) {
    for (const iface of domain.interfaces) {
      if (!iface.isVirtio || !couldUseMultiQueue(domain, iface, settings)) continue;
      if (iface.queues !== undefined && iface.queues.value !== '1') continue;
      if (iface.drivers.length > 1 || misplacedQueues(iface).length > 0) continue;
      const at = iface.queues ?? iface.model?.startTag ?? iface.element.startTag;
      const queues = recommendedQueues(domain, settings);
      yield { at, data: { iface, vcpus: domain.vcpus.current ?? queues, queues } };
    }
  },
  message: ({ vcpus, queues }) =>
    l10n.t('{0} vCPUs share one queue here. Multi-queue would give this interface {1}.', vcpus, queues),
  fixes: ({ data: { iface, queues } }, { document, domain }) => [
    {
      title: l10n.t('Enable multi-queue with {0} queues', queues),
      edits: enableMultiQueue(document, domain, iface, queues),
      preferred: true,
      safe: false,
    },
  ],
};
