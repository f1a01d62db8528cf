import * as l10n from '@vscode/l10n';
import { highestQueues, type QueueSettings } from '../libvirt/multiQueue.ts';
import { type QueueNumber, queueNumbers, valueFixes, valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface OutOfRange extends QueueNumber {
  readonly max: number;
  readonly limitOf: QueueSettings['limitOf'];
  /** What both the limit and the vCPU count allow. */
  readonly highest: number;
}

export const queuesOutOfRange: Rule<OutOfRange> = {
  id: 'queues-out-of-range',
  severity: 'error',
  documentation: {
    summary:
      'The number of queues is 0, or above the limit: `virtqueue.queues.max` (8 unless you change it), or what the target host takes.',
    libvirt: `A tap device of a 3.x kernel takes 8 queues, one since Linux 4.0 takes 256. libvirt does not know the limit
beforehand: it accepts any number, and the VM fails at start, for instance with *Unable to create tap device …:
Argument list too long* for 257 and more. \`queues='0'\` is refused by libvirt's schema; without validation it is read
as if the attribute were not there.`,
    advice: `Ask for no more than the limit. Once you have chosen a target host (*Select Target Host*), the limit of its kernel
takes the place of the setting. Else, if your hosts run a newer kernel, raise \`virtqueue.queues.max\`. The fix sets the highest
number that both the limit and the vCPU count allow.`,
  },
  *check(context) {
    const { max, limitOf } = context.queues;
    const highest = highestQueues(context.domain, context.queues);
    for (const { attribute, queues } of queueNumbers(context))
      if (queues < 1 || queues > max)
        yield { at: valueSpan(attribute), data: { attribute, queues, max, limitOf, highest } };
  },
  message({ queues, max, limitOf, highest }) {
    if (queues === 0) {
      return l10n.t(
        'queues must be at least 1: libvirt refuses 0 when it validates, and otherwise reads it as one queue. Ask for 1 to {0}, or remove it.',
        highest,
      );
    }
    return limitOf
      ? l10n.t(
          '{0} queues are above the {1} that a tap device of {2} takes (Linux {3}): it does not start the VM. Ask for at most {4}.',
          queues,
          max,
          limitOf.host,
          limitOf.kernel,
          highest,
        )
      : l10n.t(
          '{0} queues are above the limit of {1} (virtqueue.queues.max): a host whose tap devices take fewer does not start the VM. Ask for at most {2}.',
          queues,
          max,
          highest,
        );
  },
  fixes: ({ data }, context) => valueFixes(data.attribute, context, data.queues),
};
