import type { DomainDocument } from '../../document.ts';
import { recommendedQueues } from '../../libvirt/multiQueue.ts';
import { freePciSlots } from '../../libvirt/pciAddresses.ts';
import type { Settings } from '../../settings.ts';
import { attribute, childrenNamed, descendants, firstChild, textContent } from '../../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../../xml/tree.ts';

/** What is known of the document and around it; for one list of completions. */
export interface Surroundings {
  readonly document: DomainDocument;
  readonly settings: Settings;
  elementsNamed(name: string): readonly XmlElement[];
}

export function surroundingsIn(document: DomainDocument, settings: Settings): Surroundings {
  let byName: ReadonlyMap<string, readonly XmlElement[]> | undefined;
  return {
    document,
    settings,
    elementsNamed(name) {
      byName ??= elementsByName(document);
      return byName.get(name) ?? [];
    },
  };
}

function elementsByName({ xml: { root } }: DomainDocument): Map<string, XmlElement[]> {
  const found = new Map<string, XmlElement[]>();
  for (const element of root === undefined ? [] : descendants(root)) {
    const same = found.get(element.name);
    if (same === undefined) found.set(element.name, [element]);
    else same.push(element);
  }
  return found;
}

/** Where a value stands, and what is known there. */
export interface ValuePlaceInDomain extends Surroundings {
  /** Of the element around, undefined at the root. */
  readonly parentName: string | undefined;
  readonly elementName: string;
  /** Undefined for the text of the element. */
  readonly attributeName: string | undefined;
  /** The element and the one around, where they are there already. */
  readonly element: XmlElement | undefined;
  readonly parent: XmlElement | undefined;
  /** The attribute whose value is asked for: what it has now does not count as taken. */
  readonly except: XmlAttribute | undefined;
}

/** Values to propose, the best first. Those that the schema refuses at the place are left out afterwards. */
type Source = (place: ValuePlaceInDomain) => readonly string[];

export function valuesFromSurroundings(place: ValuePlaceInDomain): readonly string[] {
  const { parentName, elementName, attributeName } = place;
  const own = attributeName === undefined ? elementName : `${elementName}@${attributeName}`;
  const source = sources[`${parentName}/${own}`] ?? sources[own];
  return source?.(place) ?? [];
}

const usual =
  (...values: string[]): Source =>
  () =>
    values;

/** By `parent/element@attribute`, or with less before and behind. What only orders the values of the schema stands last. */
const sources: Readonly<Record<string, Source>> = {
  'interface/source@network': (place) => [
    ...seen(place, 'source', 'network'),
    ...(place.settings.host?.networks ?? []),
    'default',
  ],
  'interface/source@bridge': (place) => [
    ...seen(place, 'source', 'bridge'),
    ...(place.settings.host?.bridges ?? []),
    'br0',
  ],
  'interface/mac@address': (place) => [nextMac(place)],
  'interface/target@dev': (place) => [nextName(place, 'tap', String, 0)],
  'interface/driver@queues': queueCounts,
  'disk/driver@queues': vcpuCount,
  'controller/driver@queues': vcpuCount,
  'disk/driver@iothread': iothreads,
  'controller/driver@iothread': iothreads,
  'iothreadpin@iothread': iothreads,
  'iothreadsched@iothreads': iothreads,
  'disk/target@dev': nextDisk,
  'disk/source@file': (place) => [`/var/lib/libvirt/images/${nameOf(place)}.qcow2`],
  'disk/source@pool': (place) => [...seen(place, 'source', 'pool'), ...(place.settings.host?.pools ?? [])],
  'disk/source@volume': (place) => [`${nameOf(place)}.qcow2`],
  'controller@index': nextController,
  'address@controller': controllersForAddress,
  'address@domain': usual('0x0000', '0'),
  'address@bus': addressBus,
  'address@slot': freeSlots,
  'address@function': usual('0x0', '0'),
  'address@unit': usual('0', '1', '2', '3', '4', '5', '6'),
  'address@port': usual('1', '2', '3', '4'),
  'vcpupin@vcpu': (place) => free(vcpus(place), seen(place, 'vcpupin', 'vcpu')),
  'boot@order': (place) => free(upTo(64, 1), seen(place, 'boot', 'order')).slice(0, 1),
  'cell@id': (place) => free(upTo(64), seen(place, 'cell', 'id')).slice(0, 1),
  'cell@memory': memorySizes,
  'cell@unit': usual('GiB', 'MiB', 'KiB'),
  'memnode@cellid': (place) => seen(place, 'cell', 'id'),
  'target/node': (place) => seen(place, 'cell', 'id'),
  'type@machine': machineTypes,
  'cpu/model': (place) => place.settings.host?.cpuModels ?? [],
  'source/address@bus': usual('0x01'),
  'source/address@slot': usual('0x00'),
  'devices/emulator': usual('/usr/bin/qemu-system-x86_64'),
  'rng/backend@model': usual('random'),
  'rng/backend': usual('/dev/urandom'),
  'domain/name': usual('vm-1'),
  'domain/vcpu': usual('4', '1', '2', '8', '16'),
  'vcpu@current': (place) => [...vcpus(place)].reverse().map((id) => String(Number(id) + 1)),
  'domain/memory': memorySizes,
  'domain/currentMemory': memorySizes,
  'interface/driver@name': (place) =>
    (place.document.domain?.type ?? 'kvm') === 'kvm' ? ['vhost', 'qemu'] : ['qemu'],
  'driver@rx_queue_size': usual('1024', '512', '256'),
  'driver@tx_queue_size': usual('1024', '512', '256'),
  'disk/driver@name': usual('qemu'),
  'disk/driver@type': usual('qcow2', 'raw'),
  'disk@device': usual('disk', 'cdrom', 'lun', 'floppy'),
  'domain/iothreads': usual('1', '2', '4'),
  'alias@name': (place) => [
    `ua-${place.parentName}-${place.document.domain?.devices.get(place.parentName ?? '')?.length ?? 0}`,
  ],
  uuid: (place) => [uuidFor(place)],
  'memory@unit': usual('GiB', 'MiB', 'KiB'),
  'currentMemory@unit': usual('GiB', 'MiB', 'KiB'),
  'maxMemory@unit': usual('GiB', 'MiB', 'KiB'),
  'domain@type': usual('kvm', 'qemu'),
  'interface@type': usual('network', 'bridge', 'direct', 'vhostuser', 'ethernet', 'user'),
  'disk@type': usual('file', 'block', 'network', 'volume'),
  'interface/model@type': usual('virtio', 'e1000e', 'e1000', 'rtl8139'),
  'video/model@type': usual('virtio', 'qxl', 'vga', 'bochs'),
  'controller@type': usual('scsi', 'pci', 'virtio-serial', 'usb'),
  'address@type': usual('pci', 'drive'),
  'graphics@type': usual('vnc', 'spice'),
  'console@type': usual('pty'),
  'serial@type': usual('pty'),
  'channel@type': usual('unix'),
  'channel/target@type': usual('virtio'),
  'channel/target@name': usual('org.qemu.guest_agent.0'),
  'input@type': usual('tablet', 'keyboard'),
  'hostdev@mode': usual('subsystem'),
  'hostdev@type': usual('pci'),
  'clock@offset': usual('utc'),
  'cpu@mode': usual('host-passthrough', 'host-model'),
  'os/type': usual('hvm'),
  'os/type@arch': usual('x86_64', 'aarch64'),
  'filesystem@type': usual('mount'),
  'filesystem/driver@type': usual('virtiofs'),
  'memballoon@model': usual('virtio'),
  'rng@model': usual('virtio'),
  'tpm@model': usual('tpm-crb'),
  'sound@model': usual('ich9'),
  'target@bus': usual('virtio', 'scsi', 'sata'),
};

function seen({ elementsNamed, except }: ValuePlaceInDomain, name: string, attributeName: string): string[] {
  const found = elementsNamed(name).flatMap((element) => attribute(element, attributeName) ?? []);
  const values = found.filter((each) => each !== except && each.value !== '').map(({ value }) => value);
  return [...new Set(values)];
}

function free(all: readonly string[], taken: readonly string[]): string[] {
  return all.filter((each) => !taken.includes(each));
}

function upTo(end: number, start = 0): string[] {
  return Array.from({ length: end - start }, (_, index) => String(start + index));
}

function vcpus({ document }: ValuePlaceInDomain): string[] {
  return upTo(Math.min(document.domain?.vcpus.maximum ?? 0, 256));
}

/** A number without its unit is KiB. */
function memorySizes({ element }: ValuePlaceInDomain): string[] {
  const isInKib = element !== undefined && attribute(element, 'unit') === undefined;
  return ['4', '1', '2', '8', '16'].map((gib) => (isInKib ? String(Number(gib) * 1024 * 1024) : gib));
}

function vcpuCount({ document }: ValuePlaceInDomain): string[] {
  const count = document.domain?.vcpus.current;
  return count === undefined ? [] : [String(count)];
}

/** What the settings recommend, then the other powers of two. */
function queueCounts({ document, settings }: ValuePlaceInDomain): string[] {
  const best = document.domain === undefined ? 4 : recommendedQueues(document.domain, settings.queues);
  return [best, 1, 2, 4, 8, 16]
    .filter((count, index, all) => count <= settings.queues.max && all.indexOf(count) === index)
    .map(String);
}

/** Those that `<iothreadids>` names, and as many more as `<iothreads>` says (virDomainIOThreadIDDefArrayInit). */
function iothreads({ document }: ValuePlaceInDomain): string[] {
  const domain = document.domain?.element;
  if (domain === undefined) return [];
  const list = firstChild(domain, 'iothreadids');
  const named =
    list === undefined
      ? []
      : childrenNamed(list, 'iothread').flatMap((each) => attribute(each, 'id')?.value ?? []);
  const total = Number(textContent(firstChild(domain, 'iothreads') ?? domain)) || 0;
  const others = free(upTo(257, 1), named).slice(0, Math.max(0, total - named.length));
  return [...named, ...others].sort((a, b) => Number(a) - Number(b));
}

const diskPrefixes: Readonly<Record<string, string>> = { virtio: 'vd', ide: 'hd', fdc: 'fd' };

function nextDisk(place: ValuePlaceInDomain): string[] {
  const bus = place.element && attribute(place.element, 'bus')?.value;
  const best = bus === undefined ? 'vd' : (diskPrefixes[bus] ?? 'sd');
  const prefixes = bus === undefined ? [best, 'sd', 'hd'] : [best];
  return prefixes.map((prefix) => nextName(place, prefix, diskLetters, 0));
}

/** a to z, then aa to zz, as the kernel counts disks. */
function diskLetters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : diskLetters(Math.floor(index / 26) - 1) + last;
}

function nextName(
  place: ValuePlaceInDomain,
  prefix: string,
  write: (index: number) => string,
  from: number,
): string {
  const taken = new Set(seen(place, 'target', 'dev'));
  let index = from;
  while (taken.has(prefix + write(index))) index++;
  return prefix + write(index);
}

function controllerIndexes({ document, except }: ValuePlaceInDomain, type: string | undefined): string[] {
  return (document.domain?.devices.get('controller') ?? []).flatMap((each) => {
    const index = attribute(each, 'index');
    return index !== undefined && index !== except && attribute(each, 'type')?.value === type
      ? [index.value]
      : [];
  });
}

function nextController(place: ValuePlaceInDomain): string[] {
  const type = place.element && attribute(place.element, 'type')?.value;
  return free(upTo(256), controllerIndexes(place, type)).slice(0, 1);
}

const controllerOfDevice: Readonly<Record<string, string>> = {
  channel: 'virtio-serial',
  console: 'virtio-serial',
  smartcard: 'ccid',
  input: 'usb',
  hostdev: 'usb',
  redirdev: 'usb',
};

function controllersForAddress(place: ValuePlaceInDomain): string[] {
  const bus = place.parent && attribute(firstChild(place.parent, 'target') ?? place.parent, 'bus')?.value;
  const type = controllerOfDevice[place.parentName ?? ''] ?? bus ?? 'scsi';
  return [...new Set([...controllerIndexes(place, type), '0'])];
}

/** Of a PCI address a bus with a free slot; of others the only one there is mostly. */
function addressBus({ document, element }: ValuePlaceInDomain): string[] {
  const type = element && attribute(element, 'type')?.value;
  if (type !== undefined && type !== 'pci') return ['0'];
  const slots = document.domain === undefined ? [] : freePciSlots(document.domain);
  return [...new Set([...slots.slice(0, 40).map(({ bus }) => hex(bus)), '0x00']), '0'];
}

function freeSlots({ document, element }: ValuePlaceInDomain): string[] {
  const bus = Number((element && attribute(element, 'bus')?.value) ?? Number.NaN);
  const slots = document.domain === undefined ? [] : freePciSlots(document.domain);
  const onBus = slots.filter((each) => Number.isNaN(bus) || each.bus === bus);
  return [...new Set([...onBus.map(({ slot }) => hex(slot)), '0x00']), '0'].slice(0, 32);
}

export function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}

function machineTypes({ settings, element }: ValuePlaceInDomain): readonly string[] {
  const arch = (element && attribute(element, 'arch')?.value) ?? 'x86_64';
  const offered = settings.host?.machineTypes[arch] ?? [];
  if (offered.length > 0) return offered;
  return arch === 'x86_64' || arch === 'i686' ? ['q35', 'pc'] : ['virt'];
}

/** One after the highest of the document with QEMU's prefix, or one made of the domain's name. */
function nextMac(place: ValuePlaceInDomain): string {
  const own = seen(place, 'mac', 'address')
    .map((mac) => mac.toLowerCase())
    .filter((mac) => /^52:54:00(:[0-9a-f]{2}){3}$/.test(mac))
    .map((mac) => Number.parseInt(mac.slice(9).replaceAll(':', ''), 16));
  const next = own.length > 0 ? (Math.max(...own) + 1) % 0x1000000 : hash(nameOf(place)) % 0x1000000;
  const digits = next.toString(16).padStart(6, '0');
  return `52:54:00:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

/** Of the document's text: the same as long as the document is, and another in every other. */
function uuidFor({ document }: ValuePlaceInDomain): string {
  const digits = [1, 2, 3, 4]
    .map((salt) => hash(`${salt}${document.text}`).toString(16).padStart(8, '0'))
    .join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

function nameOf({ document }: ValuePlaceInDomain): string {
  return document.domain?.name?.trim() || 'vm-1';
}
