import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { readUnsigned } from '../libvirt/numbers.ts';
import {
  hasShortTransmitRing,
  isPowerOfTwo,
  largestRing,
  nextPowerOfTwo,
  smallestRing,
} from '../libvirt/rings.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeAttributeFix, setAttributeFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface RingSize {
  readonly attribute: XmlAttribute;
  readonly size: number;
  /** The nearest size that works and has an effect. */
  readonly nearest: number;
}

export const ringSizeOutOfRange: Rule<RingSize> = {
  id: 'ring-size-out-of-range',
  severity: 'error',
  documentation: {
    summary: '`rx_queue_size` or `tx_queue_size` is not 256, 512 or 1024.',
    libvirt: `libvirt refuses a number that is no power of two: *rx_queue_size has to be a power of two*. Any other power of two it
accepts, and then the VM does not start: QEMU takes *a power of 2 between 256 and 1024* only.`,
    advice:
      'The fix sets the next size that works. A longer ring helps where packets are dropped in bursts; it is no matter of how many queues there are.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { driver, readsDriver, type } of domain.interfaces)
      for (const name of readsDriver ? ['rx_queue_size', 'tx_queue_size'] : []) {
        const found = driver && attribute(driver, name);
        const reading = found && readUnsigned(found.value);
        if (found === undefined || reading?.kind !== 'exact' || reading.value === 0) continue;
        const size = reading.value;
        if (isPowerOfTwo(size) && size >= smallestRing && size <= largestRing) continue;
        const highest = name === 'tx_queue_size' && hasShortTransmitRing(type) ? smallestRing : largestRing;
        const nearest = nextPowerOfTwo(size, smallestRing, highest);
        yield { at: valueSpan(found), data: { attribute: found, size, nearest } };
      }
  },
  message: ({ attribute: { name }, size }) =>
    isPowerOfTwo(size)
      ? l10n.t('QEMU does not start with {0}={1}: write 256, 512 or 1024.', name, size)
      : l10n.t(
          'libvirt refuses {0}={1}: a ring has a power of two of entries. Write 256, 512 or 1024.',
          name,
          size,
        ),
  fixes: ({ data: { attribute: found, nearest } }, { document }) => [
    setAttributeFix(document, found.owner, found.name, String(nearest), { preferred: true, safe: true }),
    removeAttributeFix(document, found, { preferred: false, safe: true }),
  ],
};
