import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { removeQueues } from '../libvirt/interfaceEdits.ts';
import { highestQueues, recommendedQueues, runsOnQemu, supportsMultiQueue } from '../libvirt/multiQueue.ts';
import { type NumberReading, readUnsigned } from '../libvirt/numbers.ts';
import { setAttribute } from '../xml/edit.ts';
import type { Span, XmlAttribute } from '../xml/tree.ts';
import type { Fix, RuleContext } from './rule.ts';

/** A `queues` attribute that libvirt reads. */
export interface QueuesRead {
  readonly iface: Interface;
  readonly attribute: XmlAttribute;
  readonly reading: NumberReading;
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
export function* queueNumbers(
  context: RuleContext,
): Iterable<{ iface: Interface; attribute: XmlAttribute; queues: number }> {
  for (const { iface, attribute, reading } of queuesRead(context)) {
    const isUsed = supportsMultiQueue(iface.type) || !runsOnQemu(context.domain);
    if (isUsed && reading.kind !== 'refused') yield { iface, attribute, queues: reading.value };
  }
}

/** The value between the quotes, or the whole attribute where there is nothing between them. */
export function valueSpan(attribute: XmlAttribute): Span {
  const span = attribute.valueSpan;
  return span !== undefined && span.end > span.start ? span : attribute;
}

/** "Set queues to N", N as near to `asked` as the limits allow or else by policy, and "Remove queues". */
export function valueFixes(iface: Interface, context: RuleContext, asked?: number): Fix[] {
  const { document, domain, queues: settings } = context;
  if (iface.driver === undefined) return [];
  const queues = asked
    ? Math.min(asked, highestQueues(domain, settings))
    : recommendedQueues(domain, settings);
  return [
    {
      title: l10n.t('Set queues to {0}', queues),
      edits: [setAttribute(document, iface.driver, 'queues', String(queues))],
      preferred: true,
      safe: true,
    },
    removeQueuesFix(iface, context),
  ];
}

export function removeQueuesFix(iface: Interface, context: RuleContext, preferred = false): Fix {
  const edits = removeQueues(context.document, iface);
  return { title: l10n.t('Remove queues'), edits, preferred, safe: true };
}
