import type { DomainDocument } from '../document.ts';
import type { Domain } from '../libvirt/domain.ts';
import { humanSize, type Size, sizeOfText, sizeOfValue } from '../libvirt/sizes.ts';
import type { InlayHintKind, Settings } from '../settings.ts';
import { textSpan } from '../xml/place.ts';
import { attribute, childElements } from '../xml/query.ts';
import type { Span, XmlElement } from '../xml/tree.ts';
import { vcpusAtBoot } from './vcpusAtBoot.ts';

/** A few words that stand in the text without being part of it. */
export interface InlayHint {
  readonly kind: InlayHintKind;
  readonly at: number;
  readonly label: string;
}

/** Those of the kinds that the settings ask for, within a span, in document order. */
export function inlayHints(document: DomainDocument, within: Span, settings: Settings): InlayHint[] {
  const { domain } = document;
  if (domain === undefined) return [];
  const isMultiQueue = multiQueueDrivers(domain);
  const hints: InlayHint[] = [];
  for (const element of elementsWithin(domain.element, within)) {
    hints.push(...sizeHints(document, element));
    if (isMultiQueue.has(element)) hints.push(...queueHints(domain, element));
  }
  return hints.filter(({ kind, at }) => settings.inlayHints[kind] && within.start <= at && at <= within.end);
}

function* elementsWithin(root: XmlElement, { start, end }: Span): Generator<XmlElement> {
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.end < start || next.start > end) continue;
    yield next;
    for (const child of childElements(next).reverse()) waiting.push(child);
  }
}

function sizeHints({ xml, text }: DomainDocument, element: XmlElement): InlayHint[] {
  const span = textSpan(xml, element);
  const ofText = span && sizeOfText(element, text.slice(span.start, span.end));
  return [
    ...element.attributes.flatMap((each) => sizeHint(sizeOfValue(each), each.end)),
    ...(span === undefined ? [] : sizeHint(ofText, span.end)),
  ];
}

/** None where the size is written for people already. */
function sizeHint(size: Size | undefined, at: number): InlayHint[] {
  if (size === undefined) return [];
  const human = humanSize(size.bytes);
  return human.endsWith(` ${size.unit}`) ? [] : [{ kind: 'memory', at, label: `= ${human}` }];
}

/** The drivers whose `queues` libvirt reads: of network cards, and of virtio disks and controllers. */
function multiQueueDrivers({ interfaces, devices }: Domain): Set<XmlElement> {
  const cards = interfaces.flatMap(({ driver, readsDriver }) => (driver && readsDriver ? [driver] : []));
  const others = ['disk', 'controller'].flatMap((name) => devices.get(name) ?? []);
  const drivers = others.flatMap(
    (device) => childElements(device).find(({ name }) => name === 'driver') ?? [],
  );
  return new Set([...cards, ...drivers]);
}

function queueHints({ vcpus }: Domain, driver: XmlElement): InlayHint[] {
  const queues = attribute(driver, 'queues');
  const label = vcpusAtBoot(vcpus);
  if (queues?.valueSpan === undefined || label === undefined) return [];
  return [{ kind: 'queues', at: queues.end, label }];
}
