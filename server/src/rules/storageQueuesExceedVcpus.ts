import * as l10n from '@vscode/l10n';
import {
  mostStorageQueues,
  type StorageQueueCount,
  storageQueueCounts,
} from '../libvirt/storageQueueCounts.ts';
import { setAttributeFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface ExceedVcpus extends StorageQueueCount {
  /** All that the guest can ever have. */
  readonly vcpus: number;
}

export const storageQueuesExceedVcpus: Rule<ExceedVcpus> = {
  id: 'storage-queues-exceed-vcpus',
  severity: 'hint',
  documentation: {
    summary: 'A virtio disk or a virtio-scsi controller has more queues than the guest can have vCPUs.',
    libvirt: `libvirt starts the VM, and QEMU offers all of the queues. Linux uses one for each vCPU and leaves the others idle; each still
costs an interrupt vector and memory.`,
    advice: 'Ask for as many as there are vCPUs, as the fix does.',
  },
  *check({ domain }) {
    const { maximum } = domain.vcpus;
    if (maximum === undefined) return;
    for (const found of storageQueueCounts(domain))
      if (found.queues > maximum && found.queues <= mostStorageQueues[found.device])
        yield { at: valueSpan(found.attribute), data: { ...found, vcpus: maximum } };
  },
  message: ({ queues, vcpus }) =>
    l10n.t(
      '{0} queues are more than the guest has vCPUs ({1}): the others stay idle. Ask for {1}.',
      queues,
      vcpus,
    ),
  fixes: ({ data: { attribute, vcpus } }, { document }) => [
    setAttributeFix(document, attribute.owner, attribute.name, String(vcpus), {
      preferred: true,
      safe: true,
    }),
  ],
};
