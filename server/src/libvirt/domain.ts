import { attribute, childElements, childrenNamed, firstChild, textContent } from '../xml/query.ts';
import type { XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.ts';
import { readUnsigned } from './numbers.ts';

/** A domain document as libvirt would see it: first of a kind wins, defaults filled in, nothing validated. */
export interface Domain {
  readonly element: XmlElement;
  /** The hypervisor: `kvm`, `qemu`, `test` …; undefined when the attribute is missing. */
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly vcpus: VcpuCount;
  readonly interfaces: readonly Interface[];
  /** The children of `<devices>` by their names, `disk`, `controller` …, in document order. */
  readonly devices: ReadonlyMap<string, readonly XmlElement[]>;
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
  /** Whether the model is one of `virtioModels`. */
  readonly isVirtio: boolean;
  /** Whether libvirt looks at `<driver>` at all: for virtio models, except on `hostdev` (virDomainNetDefParseXML). */
  readonly readsDriver: boolean;
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

/** virDomainNetIsVirtioModel of libvirt 9.0.0; `virtio-net-pci` and `virtio-net` are not among them. */
const virtioModels = new Set(['virtio', 'virtio-transitional', 'virtio-non-transitional']);

/** The typed view of a document whose root is `<domain>`; undefined for every other. */
export function readDomain(document: XmlDocument): Domain | undefined {
  const element = document.root;
  if (element?.name !== 'domain') return undefined;
  const devices = readDevices(element);
  return {
    element,
    type: attribute(element, 'type')?.value,
    name: childText(element, 'name'),
    uuid: childText(element, 'uuid'),
    vcpus: readVcpus(element),
    interfaces: (devices.get('interface') ?? []).map(readInterface),
    devices,
  };
}

function readDevices(domain: XmlElement): Map<string, XmlElement[]> {
  const devices = new Map<string, XmlElement[]>();
  for (const all of childrenNamed(domain, 'devices'))
    for (const device of childElements(all)) {
      const known = devices.get(device.name);
      if (known === undefined) devices.set(device.name, [device]);
      else known.push(device);
    }
  return devices;
}

function readVcpus(domain: XmlElement): VcpuCount {
  const element = firstChild(domain, 'vcpu');
  if (element === undefined) return { element, maximum: 1, current: 1 };
  const maximum = readCount(textContent(element));
  const enabled = enabledVcpus(domain);
  if (enabled !== undefined) return { element, maximum, current: enabled };
  const current = attribute(element, 'current');
  return { element, maximum, current: current === undefined ? maximum : readCount(current.value) };
}

/** libvirt lets a non-empty `<vcpus>` list override `current` (oracle 5v.21). */
function enabledVcpus(domain: XmlElement): number | undefined {
  const list = firstChild(domain, 'vcpus');
  const entries = list === undefined ? [] : childrenNamed(list, 'vcpu');
  if (entries.length === 0) return undefined;
  return entries.filter((entry) => attribute(entry, 'enabled')?.value === 'yes').length;
}

function readCount(text: string): number | undefined {
  const reading = readUnsigned(text);
  return reading.kind === 'refused' || reading.value === 0 ? undefined : reading.value;
}

/** @param index its position among the domain's interfaces */
export function readInterface(element: XmlElement, index = 0): Interface {
  const model = firstChild(element, 'model');
  const modelType = (model && attribute(model, 'type')?.value.toLowerCase()) || undefined;
  const drivers = childrenNamed(element, 'driver');
  const driver = drivers[0];
  const queues = driver && attribute(driver, 'queues');
  const type = attribute(element, 'type')?.value ?? 'user';
  const isVirtio = modelType !== undefined && virtioModels.has(modelType);
  const readsDriver = isVirtio && type !== 'hostdev';
  return {
    element,
    index,
    type,
    model,
    modelType,
    isVirtio,
    readsDriver,
    drivers,
    driver,
    queues,
    queueCount: readsDriver && queues !== undefined ? queuePairs(queues.value) : 1,
    mac: childAttribute(element, 'mac', 'address')?.toLowerCase(),
    targetDevice: childAttribute(element, 'target', 'dev'),
  };
}

function queuePairs(text: string): number {
  const reading = readUnsigned(text);
  return reading.kind === 'refused' ? 1 : Math.max(1, reading.value);
}

function childText(element: XmlElement, name: string): string | undefined {
  const child = firstChild(element, name);
  return child && textContent(child);
}

function childAttribute(element: XmlElement, child: string, name: string): string | undefined {
  const found = firstChild(element, child);
  return found && attribute(found, name)?.value;
}
