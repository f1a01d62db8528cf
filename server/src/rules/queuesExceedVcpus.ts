import * as l10n from '@vscode/l10n';
import { type QueueNumber, queueNumbers, valueFixes, valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface ExceedVcpus extends QueueNumber {
  readonly current: number;
  /** Above `current` when vCPUs can be plugged in later. */
  readonly maximum: number;
}

export const queuesExceedVcpus: Rule<ExceedVcpus> = {
  id: 'queues-exceed-vcpus',
  severity: 'error',
  documentation: {
    summary: 'An interface asks for more queues than the guest has vCPUs at boot.',
    libvirt: `libvirt starts the VM. The guest's driver uses one queue per online vCPU and leaves the others idle; each idle one
still costs two interrupt vectors and about 64 KiB of kernel memory on the host.`,
    advice: `Ask for as many queues as there are vCPUs: \`current\` of \`<vcpu>\` if it is given, else its number, else 1. If you plug
vCPUs in later and want queues ready for them, set this rule to \`warning\` or silence it at that place.`,
  },
  *check(context) {
    const { current, maximum } = context.domain.vcpus;
    if (current === undefined) return;
    for (const { attribute, queues } of queueNumbers(context)) {
      if (queues <= current || queues > context.queues.max) continue;
      const data = { attribute, queues, current, maximum: maximum ?? current };
      yield { at: valueSpan(attribute), data };
    }
  },
  message: ({ queues, current, maximum }) =>
    maximum > current
      ? l10n.t(
          '{0} queues, but the guest boots with {1} of its {2} vCPUs: until more are plugged in it uses {1} queues, and the others only cost interrupt vectors and memory. Ask for at most {1}.',
          queues,
          current,
          maximum,
        )
      : l10n.t(
          '{0} queues are more than the guest has vCPUs ({1}): it uses {1} of them, and the others only cost interrupt vectors and memory. Ask for at most {1}.',
          queues,
          current,
        ),
  fixes: ({ data }, context) => valueFixes(data.attribute, context, data.queues),
};
