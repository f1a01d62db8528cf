import { attribute } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import { readControllers } from './controllers.ts';
import { readDisks } from './disks.ts';
import type { Domain } from './domain.ts';
import { runsOnQemu } from './multiQueue.ts';
import { readUnsigned } from './numbers.ts';

/** A number of queues on a virtio disk or a virtio-scsi controller. */
export interface StorageQueueCount {
  readonly device: 'disk' | 'controller';
  readonly attribute: XmlAttribute;
  readonly queues: number;
}

/** VIRTIO_QUEUE_MAX of QEMU 7.2; virtio-scsi has two more, for control and events. */
export const mostStorageQueues = { disk: 1024, controller: 1022 } as const;

/** All that QEMU gets, in no particular order. */
export function* storageQueueCounts(domain: Domain): Iterable<StorageQueueCount> {
  if (!runsOnQemu(domain)) return;
  for (const { driver, bus } of readDisks(domain)) if (bus === 'virtio') yield* queuesOf('disk', driver);
  for (const { driver, isVirtioScsi } of readControllers(domain))
    if (isVirtioScsi) yield* queuesOf('controller', driver);
}

function queuesOf(device: StorageQueueCount['device'], driver: XmlElement | undefined): StorageQueueCount[] {
  const found = driver && attribute(driver, 'queues');
  const reading = found && readUnsigned(found.value);
  if (found === undefined || reading === undefined || reading.kind === 'refused') return [];
  return [{ device, attribute: found, queues: reading.value }];
}
