import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

/** What `<os><type>` says of the machine. */
export interface Machine {
  /** The first `<os>`. */
  readonly os: XmlElement | undefined;
  /** Its `<type>`. */
  readonly element: XmlElement | undefined;
  /** `q35`, `pc-i440fx-7.2` …; undefined for the host's default. */
  readonly name: string | undefined;
  /** Undefined for the host's own. */
  readonly arch: string | undefined;
}

export function readMachine({ element: domain }: Domain): Machine {
  const os = firstChild(domain, 'os');
  const element = os && firstChild(os, 'type');
  return {
    os,
    element,
    name: element && attribute(element, 'machine')?.value,
    arch: element && attribute(element, 'arch')?.value,
  };
}

export function isQ35({ name }: Machine): boolean {
  return name !== undefined && /^(pc-)?q35(-|$)/.test(name);
}

/** Whether the guest is a PC: said to be, or with nothing that says another. */
export function isPc({ arch }: Machine): boolean {
  return arch === undefined || arch === 'x86_64' || arch === 'i686';
}

export function isI440fx({ name }: Machine): boolean {
  return name !== undefined && /^(pc|pc-i440fx-.*|pc-[01]\..*)$/.test(name);
}
