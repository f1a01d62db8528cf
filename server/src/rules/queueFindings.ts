import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { removeWithEmptyOwner } from '../libvirt/interfaceEdits.ts';
import { highestQueues, recommendedQueues, runsOnQemu, supportsMultiQueue } from '../libvirt/multiQueue.ts';
import { type NumberReading, readUnsigned } from '../libvirt/numbers.ts';
import { setAttribute } from '../xml/edit.ts';
import type { Span, XmlAttribute } from '../xml/tree.ts';
import type { Fix, RuleContext } from './rule.ts';

/** A `queues` attribute that libvirt reads. */
interface QueuesRead {
  readonly iface: Interface;
  readonly attribute: XmlAttribute;
  readonly reading: NumberReading;
}

/** What rules on the value carry in their findings: the attribute and the number libvirt reads from it. */
export interface QueueNumber {
  readonly attribute: XmlAttribute;
  readonly queues: number;
}

/** The `queues` attributes that libvirt reads; those that it drops belong to other rules. */
export function* queuesRead({ domain }: RuleContext): Iterable<QueuesRead> {
  for (const iface of domain.interfaces) {
    const attribute = iface.queues;
    if (attribute === undefined || !iface.readsDriver) continue;
    yield { iface, attribute, reading: readUnsigned(attribute.value) };
  }
}

/** Those with a number that decides something: not on interfaces that cannot have several queues anyway. */
export function* queueNumbers(context: RuleContext): Iterable<QueueNumber> {
  for (const { iface, attribute, reading } of queuesRead(context)) {
    const isUsed = supportsMultiQueue(iface.type) || !runsOnQemu(context.domain);
    if (isUsed && reading.kind !== 'refused') yield { attribute, queues: reading.value };
  }
}

/** The value between the quotes, or the whole attribute where there is nothing between them. */
export function valueSpan(attribute: XmlAttribute): Span {
  const span = attribute.valueSpan;
  return span !== undefined && span.end > span.start ? span : attribute;
}

/** "Set queues to N", N as near to `asked` as the limits allow or else by policy, and "Remove queues". */
export function valueFixes(queues: XmlAttribute, context: RuleContext, asked?: number): Fix[] {
  const { document, domain, queues: settings } = context;
  const count = asked
    ? Math.min(asked, highestQueues(domain, settings))
    : recommendedQueues(domain, settings);
  return [
    {
      title: l10n.t('Set queues to {0}', count),
      edits: [setAttribute(document, queues.owner, queues.name, String(count))],
      preferred: true,
      safe: true,
    },
    removeQueuesFix(queues, context),
  ];
}

export function removeQueuesFix(queues: XmlAttribute, { document }: RuleContext, preferred = false): Fix {
  const edits = removeWithEmptyOwner(document, [queues]);
  return { title: l10n.t('Remove queues'), edits, preferred, safe: true };
}
