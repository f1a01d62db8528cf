import { attribute } from '../xml/query.ts';
import type { Domain, Interface } from './domain.ts';
import { canUseVhostNet } from './multiQueue.ts';

/** What the queues of a virtio network card cost, and what they are good for. */
export interface QueueCosts {
  readonly queuePairs: number;
  /** Each pair is a receive and a transmit queue; one more is for control. QEMU gives a device 1024. */
  readonly virtqueues: number;
  /** One for each virtqueue and one for changes of the configuration (virtio_net_pci_realize in QEMU). */
  readonly vectors: number;
  readonly carriedBy: Carrier;
  /** vhost workers of the host, one for each queue pair; 0 where vhost-net carries nothing. */
  readonly vhostWorkers: number;
  /** Of the host's kernel, in bytes, about. */
  readonly kernelMemory: number;
  /** Queue pairs that the guest's driver starts: one for each vCPU online; undefined where their number is unknown. */
  readonly used: number | undefined;
}

/** Who moves the packets: the kernel's vhost-net, QEMU itself, or what the interface type brings with it. */
export type Carrier = 'vhost-net' | 'qemu-by-domain-type' | 'qemu-by-driver' | 'vhost-user' | 'other';

/** Kernel memory of a vhost-net queue, in bytes, about. */
const vhostQueueMemory = 64 * 1024;

export function queueCosts(domain: Domain, iface: Interface): QueueCosts {
  const queuePairs = iface.queueCount;
  const carriedBy = carrierOf(domain, iface);
  const vhostWorkers = carriedBy === 'vhost-net' ? queuePairs : 0;
  const { current } = domain.vcpus;
  return {
    queuePairs,
    virtqueues: 2 * queuePairs + 1,
    vectors: 2 * queuePairs + 2,
    carriedBy,
    vhostWorkers,
    kernelMemory: vhostWorkers * vhostQueueMemory,
    used: current && Math.min(queuePairs, current),
  };
}

function carrierOf({ type: domainType }: Domain, { type, driver }: Interface): Carrier {
  if (type === 'vhostuser') return 'vhost-user';
  if (!canUseVhostNet(type)) return 'other';
  if (domainType !== undefined && domainType !== 'kvm') return 'qemu-by-domain-type';
  return driver && attribute(driver, 'name')?.value === 'qemu' ? 'qemu-by-driver' : 'vhost-net';
}
