import * as l10n from '@vscode/l10n';
import { readDisks } from '../libvirt/disks.ts';
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

/** virtio_blk_device_realize of QEMU 7.2: a power of two above 2, at most VIRTQUEUE_MAX_SIZE. */
const smallest = 4;
const largest = 1024;

export const diskQueueSizeOutOfRange: Rule<QueueSize> = {
  id: 'disk-queue-size-out-of-range',
  severity: 'error',
  documentation: {
    summary: '`queue_size` of a virtio disk is no power of two between 4 and 1024.',
    libvirt: `libvirt accepts it, and the VM does not start: *invalid queue-size property (300), must be a power of 2 (max
1024)*.`,
    advice:
      'The fix sets the next size that works. QEMU takes 256 by itself; more requests in flight need more only on fast storage.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { driver, bus } of readDisks(domain)) {
      const found = bus === 'virtio' && driver ? attribute(driver, 'queue_size') : undefined;
      const reading = found && readUnsigned(found.value);
      if (found === undefined || reading?.kind !== 'exact' || reading.value === 0) continue;
      const size = reading.value;
      if (isPowerOfTwo(size) && size >= smallest && size <= largest) continue;
      yield { at: valueSpan(found), data: { attribute: found, size } };
    }
  },
  message: ({ size }) =>
    l10n.t(
      'QEMU does not start with queue_size={0}: it takes a power of two from {1} to {2}.',
      size,
      smallest,
      largest,
    ),
  fixes: ({ data: { attribute: found, size } }, { document }) => [
    setAttributeFix(document, found.owner, found.name, String(nextPowerOfTwo(size, smallest, largest)), {
      preferred: true,
      safe: true,
    }),
    removeAttributeFix(document, found, { preferred: false, safe: true }),
  ],
};
