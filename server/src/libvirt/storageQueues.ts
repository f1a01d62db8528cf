import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { readUnsigned } from './numbers.ts';

/** What `queues` of a virtio disk or a virtio-scsi controller come to. */
export interface StorageQueues {
  readonly requestQueues: number;
  /** Beyond those of the request queues; measured with QEMU 7.2 (`info qtree`). */
  readonly extraVectors: number;
}

/** virtio-blk has a vector for changes of the configuration; virtio-scsi also a control and an event queue. */
const extraVectors = { disk: 1, controller: 3 };

/** Undefined for devices without, and for those whose `queues` libvirt refuses. */
export function storageQueues(device: XmlElement): StorageQueues | undefined {
  const { name } = device;
  const driver = firstChild(device, 'driver');
  const queues = driver && attribute(driver, 'queues');
  const reading = queues && readUnsigned(queues.value);
  if (reading === undefined || reading.kind === 'refused' || reading.value === 0) return undefined;
  if (name === 'disk' && isVirtioDisk(device)) {
    return { requestQueues: reading.value, extraVectors: extraVectors.disk };
  }
  if (name === 'controller' && isVirtioScsi(device)) {
    return { requestQueues: reading.value, extraVectors: extraVectors.controller };
  }
  return undefined;
}

function isVirtioDisk(disk: XmlElement): boolean {
  const target = firstChild(disk, 'target');
  return target !== undefined && attribute(target, 'bus')?.value === 'virtio';
}

function isVirtioScsi(controller: XmlElement): boolean {
  const model = attribute(controller, 'model')?.value ?? '';
  return attribute(controller, 'type')?.value === 'scsi' && model.startsWith('virtio');
}
