import type { Domain, Interface } from './domain.ts';

/** What bounds and chooses a number of queues; from the settings. */
export interface QueueSettings {
  /** Highest `queues` allowed. */
  readonly max: number;
  /** The host whose tap devices take `max`; undefined where `max` is the setting. */
  readonly limitOf?: { readonly host: string; readonly kernel: string };
  /** How many to ask for: as many as vCPUs, as many as vCPUs but at most 4, or this number. */
  readonly policy: 'match-vcpus' | 'at-most-4' | number;
}

/** Interface types for which QEMU's driver starts with more than one queue (qemuDomainValidateActualNetDef). */
const multiQueueTypes = new Set(['network', 'bridge', 'direct', 'ethernet', 'vhostuser', 'vdpa']);

/** Interface types whose packets vhost-net can carry; the others bring a backend of their own, or none. */
const vhostNetTypes = new Set(['network', 'bridge', 'direct', 'ethernet']);

/** Domain types that libvirt's QEMU driver runs. */
const qemuTypes = new Set(['kvm', 'qemu', 'hvf']);

export function supportsMultiQueue(type: string): boolean {
  return multiQueueTypes.has(type);
}

export function canUseVhostNet(type: string): boolean {
  return vhostNetTypes.has(type);
}

/** QEMU's own names for what libvirt calls virtio: the guest notices nothing when they become `virtio`. */
const qemuVirtioModels = new Set(['virtio-net-pci', 'virtio-net']);

/** Whether the guest gets a virtio card although libvirt does not take the model for one. */
export function isVirtioToQemu({ modelType }: Interface): boolean {
  return modelType !== undefined && qemuVirtioModels.has(modelType);
}

export function runsOnQemu(domain: Domain): boolean {
  return domain.type === undefined || qemuTypes.has(domain.type);
}

/** The highest number of queues that neither limit objects to. */
export function highestQueues(domain: Domain, settings: QueueSettings): number {
  return Math.max(1, Math.min(settings.max, domain.vcpus.current ?? settings.max));
}

/** The number of queues the policy asks for, within the limits. */
export function recommendedQueues(domain: Domain, settings: QueueSettings): number {
  const wanted = { 'match-vcpus': Number.POSITIVE_INFINITY, 'at-most-4': 4 };
  const policy = typeof settings.policy === 'number' ? settings.policy : wanted[settings.policy];
  return Math.max(1, Math.min(highestQueues(domain, settings), policy));
}

/** Whether one queue serves several vCPUs here, of which the settings allow more. */
export function sharesOneQueue(domain: Domain, iface: Interface, settings: QueueSettings): boolean {
  return runsOnQemu(domain) && iface.queueCount === 1 && recommendedQueues(domain, settings) > 1;
}

/** Whether more queues are possible on this type of interface, and would be used. */
export function couldUseMultiQueue(domain: Domain, iface: Interface, settings: QueueSettings): boolean {
  return supportsMultiQueue(iface.type) && sharesOneQueue(domain, iface, settings);
}
