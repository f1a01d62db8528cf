import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import type { Domain } from './domain.ts';
import { numberIn } from './numbers.ts';

/** `<boot order='1'/>` of a device. */
export interface BootOrder {
  readonly attribute: XmlAttribute;
  readonly order: number;
}

/** Those of all devices that are numbers above 0. */
export function readBootOrders({ devices }: Domain): BootOrder[] {
  return [...devices.values()].flat().flatMap((device) => {
    const boot = firstChild(device, 'boot');
    const found = boot && attribute(boot, 'order');
    const order = numberIn(found);
    return found === undefined || !order ? [] : { attribute: found, order };
  });
}
