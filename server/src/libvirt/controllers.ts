import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

export interface Controller {
  readonly element: XmlElement;
  readonly type: string | undefined;
  readonly model: string | undefined;
  readonly driver: XmlElement | undefined;
  /** Whether it is one of `virtioScsiModels`. */
  readonly isVirtioScsi: boolean;
}

const virtioScsiModels = new Set(['virtio-scsi', 'virtio-transitional', 'virtio-non-transitional']);

export function readControllers({ devices }: Domain): Controller[] {
  return (devices.get('controller') ?? []).map((element) => {
    const type = attribute(element, 'type')?.value;
    const model = attribute(element, 'model')?.value;
    return {
      element,
      type,
      model,
      driver: firstChild(element, 'driver'),
      isVirtioScsi: type === 'scsi' && model !== undefined && virtioScsiModels.has(model),
    };
  });
}
