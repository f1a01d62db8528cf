import type { XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.ts';

/** A domain document as libvirt would see it: first of a kind wins, defaults filled in, nothing validated. */
export interface Domain {
  readonly element: XmlElement;
  /** The hypervisor: `kvm`, `qemu`, `test` …; undefined when the attribute is missing. */
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly vcpus: VcpuCount;
  readonly interfaces: readonly Interface[];
}

export interface VcpuCount {
  /** The first `<vcpu>`; without one libvirt gives the guest one vCPU. */
  readonly element: XmlElement | undefined;
  /** vCPUs the guest can ever have; undefined when the text is not a number libvirt reads. */
  readonly maximum: number | undefined;
  /** vCPUs online at boot: the enabled ones of `<vcpus>`, else `current`, else the maximum. */
  readonly current: number | undefined;
}

export interface Interface {
  readonly element: XmlElement;
  /** Position among the domain's interfaces, from 0. */
  readonly index: number;
  /** `network`, `bridge` …; libvirt reads a missing type as `user`. */
  readonly type: string;
  readonly model: XmlElement | undefined;
  /** The model's type in lower case, as libvirt compares it; undefined when missing or empty. */
  readonly modelType: string | undefined;
  /** Whether libvirt reads `<driver>` at all: only for `virtio`, `virtio-transitional`, `virtio-non-transitional`. */
  readonly isVirtio: boolean;
  /** All `<driver>` children in order; libvirt reads the first only. */
  readonly drivers: readonly XmlElement[];
  readonly driver: XmlElement | undefined;
  /** `queues` of the first driver. */
  readonly queues: XmlAttribute | undefined;
  /** How many queue pairs libvirt will ask for: 1 when absent, 0, unreadable, or not read at all. */
  readonly queueCount: number;
  /** Lower case. */
  readonly mac: string | undefined;
  readonly targetDevice: string | undefined;
}

export declare function readDomain(document: XmlDocument): Domain | undefined;
