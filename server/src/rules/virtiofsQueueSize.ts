import * as l10n from '@vscode/l10n';
import { readFilesystems } from '../libvirt/filesystems.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { readUnsigned } from '../libvirt/numbers.ts';
import { isPowerOfTwo, nextPowerOfTwo } from '../libvirt/rings.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeAttributeFix, setAttributeFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface QueueSize {
  readonly attribute: XmlAttribute;
  readonly size: number;
}

/** VIRTQUEUE_MAX_SIZE of QEMU 7.2. */
const largest = 1024;

export const virtiofsQueueSize: Rule<QueueSize> = {
  id: 'virtiofs-queue-size',
  severity: 'error',
  documentation: {
    summary: '`queue` of a virtiofs file system is no power of two up to 1024.',
    libvirt: `libvirt accepts it, and the VM does not start: *queue-size property must be a power of 2*, or *must be 1024 or
smaller*. It is the size of the queue: of how many queues there are, libvirt's XML says nothing.`,
    advice: 'Write 1024, or another power of two. The fix sets the next one that works.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { driver, isVirtiofs } of readFilesystems(domain)) {
      const found = isVirtiofs && driver ? attribute(driver, 'queue') : undefined;
      const reading = found && readUnsigned(found.value);
      if (found === undefined || reading?.kind !== 'exact' || reading.value === 0) continue;
      if (isPowerOfTwo(reading.value) && reading.value <= largest) continue;
      yield { at: valueSpan(found), data: { attribute: found, size: reading.value } };
    }
  },
  message: ({ size }) =>
    l10n.t(
      'QEMU does not start with queue={0}: the size of the queue is a power of two up to {1}.',
      size,
      largest,
    ),
  fixes: ({ data: { attribute: found, size } }, { document }) => [
    setAttributeFix(document, found.owner, found.name, String(nextPowerOfTwo(size, 1, largest)), {
      preferred: true,
      safe: true,
    }),
    removeAttributeFix(document, found, { preferred: false, safe: true }),
  ],
};
