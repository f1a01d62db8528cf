import * as l10n from '@vscode/l10n';
import {
  mostStorageQueues,
  type StorageQueueCount,
  storageQueueCounts,
} from '../libvirt/storageQueueCounts.ts';
import { removeAttributeFix, setAttributeFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const storageQueuesOutOfRange: Rule<StorageQueueCount> = {
  id: 'storage-queues-out-of-range',
  severity: 'error',
  documentation: {
    summary: 'More queues on a virtio disk or a virtio-scsi controller than QEMU takes.',
    libvirt: `libvirt accepts any number, and the VM does not start above 1024 queues of a virtio disk, or 1022 of a virtio-scsi
controller.`,
    advice: 'Ask for as many queues as there are vCPUs, as the fix does; more are never used.',
  },
  *check({ domain }) {
    for (const found of storageQueueCounts(domain))
      if (found.queues > mostStorageQueues[found.device])
        yield { at: valueSpan(found.attribute), data: found };
  },
  message: ({ queues, device }) =>
    l10n.t(
      'QEMU does not start with {0} queues here: it takes {1} at most.',
      queues,
      mostStorageQueues[device],
    ),
  fixes: ({ data: { attribute, device } }, { document, domain }) => [
    setAttributeFix(
      document,
      attribute.owner,
      attribute.name,
      String(Math.min(domain.vcpus.current ?? 1, mostStorageQueues[device])),
      { preferred: true, safe: true },
    ),
    removeAttributeFix(document, attribute, { preferred: false, safe: true }),
  ],
};
