import { attribute, childElements, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';
import { numberIn } from './numbers.ts';

/** `<vcpupin>` or `<iothreadpin>`: which host CPUs one thread may run on. */
export interface Pin {
  readonly element: XmlElement;
  /** `vcpu` or `iothread`, the attribute that names the thread. */
  readonly attribute: XmlAttribute;
  readonly number: number;
}

/** Those in the first `<cputune>`, which is the one that libvirt reads, whose thread is a number. */
export function readPins(domain: Domain, of: 'vcpu' | 'iothread'): Pin[] {
  return tuning(domain, `${of}pin`).flatMap((element) => {
    const found = attribute(element, of);
    const number = numberIn(found);
    return found === undefined || number === undefined ? [] : { element, attribute: found, number };
  });
}

/** The children of `<cputune>` that have this name. */
export function tuning({ element }: Domain, name: string): XmlElement[] {
  const cputune = firstChild(element, 'cputune');
  return cputune === undefined ? [] : childElements(cputune).filter((each) => each.name === name);
}
