import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import type { Domain, Interface } from '../libvirt/domain.ts';
import { runsOnQemu, supportsMultiQueue } from '../libvirt/multiQueue.ts';
import { queueCosts } from '../libvirt/queueCosts.ts';
import { humanSize, type Size, sizeOfText, sizeOfValue } from '../libvirt/sizes.ts';
import { storageQueues } from '../libvirt/storageQueues.ts';
import type { Settings } from '../settings.ts';
import { type Place, textSpan } from '../xml/place.ts';
import type { XmlElement } from '../xml/tree.ts';
import { ruleProblems } from './diagnostics.ts';

/** What follows from what is written at a place: items of a Markdown list. */
export function factsAt(document: DomainDocument, place: Place, settings: Settings): string[] {
  const { domain } = document;
  if (domain === undefined) return [];
  const size = sizeAt(document, place);
  if (size !== undefined) return [sizeFact(size)];
  const element = 'element' in place ? place.element : place.attribute.owner;
  if (element === domain.vcpus.element && namesOneOf(place, ['current'])) return bootFacts(domain);
  const iface = domain.interfaces.find(({ driver }) => driver === element);
  if (iface !== undefined && namesOneOf(place, ['queues', 'name']))
    return queueFacts(document, domain, iface, settings);
  const isStorageDriver = element.name === 'driver' && namesOneOf(place, ['queues']);
  return isStorageDriver && element.parent !== undefined ? storageFacts(element.parent) : [];
}

function storageFacts(device: XmlElement): string[] {
  const found = storageQueues(device);
  if (found === undefined) return [];
  const { requestQueues, extraVectors } = found;
  return [
    `- ${l10n.t('Request queues: **{0}**', requestQueues)}`,
    `- ${l10n.t('MSI-X vectors: **{0}** ({1} + {2})', requestQueues + extraVectors, requestQueues, extraVectors)}`,
  ];
}

function sizeAt({ xml, text }: DomainDocument, place: Place): Size | undefined {
  if ('attribute' in place) return sizeOfValue(place.attribute);
  const span = textSpan(xml, place.element);
  return span && sizeOfText(place.element, text.slice(span.start, span.end));
}

/** Whether it is about the element itself, or about one of these attributes. */
function namesOneOf(place: Place, attributes: readonly string[]): boolean {
  return 'element' in place || attributes.includes(place.attribute.name);
}

function sizeFact({ number, unit, bytes }: Size): string {
  const human = humanSize(bytes);
  const isHuman = human === `${number} ${unit}`;
  return isHuman ? `- ${number} ${unit} = ${bytes / 1024} KiB` : `- ${number} ${unit} = **${human}**`;
}

function bootFacts({ vcpus: { current, maximum } }: Domain): string[] {
  if (current === undefined || maximum === undefined || current > maximum) return [];
  return current === maximum
    ? [`- ${l10n.t('vCPUs at boot: **{0}**, all there can be', current)}`]
    : [`- ${l10n.t('vCPUs at boot: **{0}** of {1}; the others can be plugged in later', current, maximum)}`];
}

function queueFacts(
  document: DomainDocument,
  domain: Domain,
  iface: Interface,
  settings: Settings,
): string[] {
  if (!iface.readsDriver || !runsOnQemu(domain) || !supportsMultiQueue(iface.type)) return [];
  const { queuePairs, virtqueues, vectors } = queueCosts(domain, iface);
  const told = rulesAbout(document, iface.element, settings);
  const facts = [
    l10n.t('Queue pairs: **{0}**', queuePairs),
    l10n.t('Virtqueues: **{0}** (2 × {1}, and one for control)', virtqueues, queuePairs),
    l10n.t('MSI-X vectors: **{0}** (2 × {1} + 2)', vectors, queuePairs),
    carrierFact(domain, iface),
    told.has('queues-out-of-range') ? '' : limitFact(settings),
    told.has('queues-exceed-vcpus') ? '' : useFact(domain, iface),
  ];
  return facts.filter((fact) => fact !== '').map((fact) => `- ${fact}`);
}

function carrierFact(domain: Domain, iface: Interface): string {
  const { queuePairs, carriedBy, vhostWorkers, kernelMemory } = queueCosts(domain, iface);
  switch (carriedBy) {
    case 'vhost-net':
      return l10n.t(
        'vhost workers of the host: **{0}**, with about {1} of kernel memory',
        vhostWorkers,
        humanSize(kernelMemory),
      );
    case 'qemu-by-domain-type':
      return l10n.t(
        "vhost workers of the host: none, for with type='{0}' QEMU itself moves the packets",
        domain.type ?? '',
      );
    case 'qemu-by-driver':
      return l10n.t("vhost workers of the host: none, for with name='qemu' QEMU itself moves the packets");
    case 'vhost-user':
      return l10n.t('The process at the vhost-user socket has to offer as many: **{0}**', queuePairs);
    case 'other':
      return '';
  }
}

function limitFact({ queues: { max, limitOf } }: Settings): string {
  return limitOf === undefined
    ? l10n.t('Limit: **{0}** (the setting `virtqueue.queues.max`)', max)
    : l10n.t('Limit: **{0}** (a tap of Linux {1} on {2})', max, limitOf.kernel, limitOf.host);
}

function useFact(domain: Domain, iface: Interface): string {
  const { used, queuePairs } = queueCosts(domain, iface);
  const { current } = domain.vcpus;
  if (used === undefined || current === undefined) return '';
  return l10n.t(
    'The guest will use **{0}**: the smaller of {1} queues and {2} vCPUs',
    used,
    queuePairs,
    current,
  );
}

/** Rules that say something about this element: it need not be said again. */
function rulesAbout(document: DomainDocument, { start, end }: XmlElement, settings: Settings): Set<string> {
  const inside = ruleProblems(document, settings).filter(
    ({ finding: { at } }) => start <= at.start && at.end <= end,
  );
  return new Set(inside.map(({ rule }) => rule.id));
}
