import * as l10n from '@vscode/l10n';
import type { DomainDocument } from '../document.ts';
import type { Domain, Interface } from '../libvirt/domain.ts';
import { sharesOneQueue, supportsMultiQueue } from '../libvirt/multiQueue.ts';
import type { Settings } from '../settings.ts';
import type { Span } from '../xml/tree.ts';
import { vcpusAtBoot } from './vcpusAtBoot.ts';

/** A line of its own above some text. */
export interface Lens {
  readonly at: Span;
  readonly title: string;
  /** What happens when it is pressed; undefined where it only tells. Arguments come behind the document's URI. */
  readonly command?:
    | 'virtqueue.applyToVm'
    | 'virtqueue.compareWithHost'
    | 'virtqueue.inspectQueues'
    | typeof enableMultiQueueCommand;
  /** Whether it is worth reading also where the client has not the command. */
  readonly tells?: true;
  readonly arguments?: readonly unknown[];
}

/** Carried out by the server; its argument is the index of the interface. */
export const enableMultiQueueCommand = 'virtqueue.enableMultiQueue';

export function lenses({ domain }: DomainDocument, settings: Settings): Lens[] {
  if (domain === undefined) return [];
  const at = domain.element.nameSpan;
  return [
    { at, title: l10n.t('Apply to VM…'), command: 'virtqueue.applyToVm' },
    { at, title: l10n.t('Compare with Host…'), command: 'virtqueue.compareWithHost' },
    ...domain.interfaces.flatMap((iface) => interfaceLenses(domain, iface, settings)),
  ];
}

function interfaceLenses(domain: Domain, iface: Interface, { queues }: Settings): Lens[] {
  const at = iface.element.nameSpan;
  const counted: Lens = {
    at,
    title: counts(domain, iface),
    command: 'virtqueue.inspectQueues',
    tells: true,
  };
  if (!sharesOneQueue(domain, iface, queues)) return [counted];
  if (!supportsMultiQueue(iface.type))
    return [counted, { at, title: l10n.t("type '{0}' takes no more", iface.type) }];
  if (!iface.isVirtio) return [counted, { at, title: l10n.t('only the model virtio takes more') }];
  return [
    counted,
    {
      at,
      title: l10n.t('Enable multi-queue'),
      command: enableMultiQueueCommand,
      arguments: [iface.index],
    },
  ];
}

/** `4 queues · 4 vCPUs` */
function counts({ vcpus }: Domain, { queueCount }: Interface): string {
  const queues = queueCount === 1 ? l10n.t('1 queue') : l10n.t('{0} queues', queueCount);
  const atBoot = vcpusAtBoot(vcpus);
  return atBoot === undefined ? queues : `${queues} · ${atBoot}`;
}
