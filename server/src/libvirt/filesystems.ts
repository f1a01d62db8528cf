import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

export interface Filesystem {
  readonly element: XmlElement;
  readonly driver: XmlElement | undefined;
  readonly isVirtiofs: boolean;
  /** What the guest mounts it by. */
  readonly target: XmlElement | undefined;
}

export function readFilesystems({ devices }: Domain): Filesystem[] {
  return (devices.get('filesystem') ?? []).map((element) => {
    const driver = firstChild(element, 'driver');
    return {
      element,
      driver,
      isVirtiofs: driver !== undefined && attribute(driver, 'type')?.value === 'virtiofs',
      target: firstChild(element, 'target'),
    };
  });
}
