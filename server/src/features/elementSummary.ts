import * as l10n from '@vscode/l10n';
import { type Domain, readInterface } from '../libvirt/domain.ts';
import { humanSize, sizeOfText, sizeOfValue } from '../libvirt/sizes.ts';
import { attribute, firstChild, textContent } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { vcpusAtBoot } from './vcpusAtBoot.ts';

/** What a person calls an element, and what is to be known of it at a glance. */
export interface ElementSummary {
  readonly name: string;
  readonly detail: string;
}

/** `interface 52:54:00:76:6d:01` with `bridge br0 · 4 queues`, `disk vda` with `/srv/x.qcow2` … */
export function describeElement(element: XmlElement, domain: Domain | undefined): ElementSummary {
  const [names, details] = describe(element, domain);
  const name = [element.name, ...names].filter(isTold).join(' ');
  return { name, detail: shortened(details.filter(isTold).join(' · ')) };
}

/** What distinguishes an element from its like, and what else is said about it. */
type Description = readonly [
  names: readonly (string | undefined)[],
  details: readonly (string | undefined)[],
];

function describe(element: XmlElement, domain: Domain | undefined): Description {
  const parent = element.parent?.name ?? '';
  const describer =
    describers.get(`${parent}/${element.name}`) ?? describers.get(element.name) ?? describeOther;
  return describer(element, domain);
}

type Describer = (element: XmlElement, domain: Domain | undefined) => Description;

/** By the names of the parent and the element, or of the element alone. */
const describers: ReadonlyMap<string, Describer> = new Map(
  Object.entries<Describer>({
    domain: (each) => [[read(each, 'name')], [read(each, '@type')]],
    'domain/vcpu': (_, domain) => [[], [domain && vcpusAtBoot(domain.vcpus)]],
    'domain/cpu': (each) => [[], [read(each, '@mode'), read(each, 'model')]],
    'domain/os': (each) => [[], [words(read(each, 'type@arch'), read(each, 'type@machine'))]],
    'numa/cell': (each) => [[read(each, '@id')], [sizeOfCell(each)]],
    'clock/timer': (each) => [[read(each, '@name')], [read(each, '@tickpolicy') ?? read(each, '@present')]],
    'cpu/feature': (each) => [[read(each, '@name')], [read(each, '@policy')]],
    'cputune/vcpupin': (each) => [[read(each, '@vcpu')], [read(each, '@cpuset')]],
    'cputune/iothreadpin': (each) => [[read(each, '@iothread')], [read(each, '@cpuset')]],

    'devices/interface': describeInterface,
    'devices/disk': (each) => [
      [read(each, 'target@dev')],
      [otherThan('disk', read(each, '@device')), sourceOf(each)],
    ],
    'devices/filesystem': (each) => [[read(each, 'target@dir')], [sourceOf(each)]],
    'devices/controller': (each) => [[read(each, '@type'), read(each, '@index')], [read(each, '@model')]],
    'devices/hostdev': (each) => [[read(each, '@type')], [hostDevice(each)]],
    'devices/channel': describePort,
    'devices/serial': describePort,
    'devices/parallel': describePort,
    'devices/console': describePort,
    'devices/graphics': (each) => [
      [read(each, '@type')],
      [read(each, '@listen'), otherThan('-1', read(each, '@port'))],
    ],
    'devices/video': (each) => [[read(each, 'model@type')], []],
    'devices/input': (each) => [[read(each, '@type')], [read(each, '@bus')]],
    'devices/memory': (each) => [[read(each, '@model')], [sizeOfModule(each)]],
    'devices/rng': (each) => [[read(each, '@model')], [read(each, 'backend') ?? read(each, 'backend@model')]],
    'devices/tpm': (each) => [[read(each, '@model')], [read(each, 'backend@type')]],
    'devices/shmem': (each) => [[read(each, '@name')], [read(each, 'model@type')]],
    'devices/redirdev': (each) => [[read(each, '@bus')], [read(each, '@type')]],
    'devices/audio': (each) => [[read(each, '@id')], [read(each, '@type')]],
    'devices/vsock': (each) => [[read(each, '@model')], [read(each, 'cid@address')]],
    address: (each) => [[], [addressOf(each)]],
  }),
);

/** An element's text; its one attribute's value; else its attributes as they are written. */
function describeOther(element: XmlElement): Description {
  const text = textContent(element).trim();
  const size = sizeOfText(element, text);
  if (size !== undefined) return [[], [humanSize(size.bytes)]];
  if (text !== '') return [[], [text]];
  const [first, ...others] = element.attributes;
  return others.length === 0
    ? [[], [first?.value]]
    : [[], [element.attributes.map(({ name, value }) => `${name}=${value}`).join(' ')]];
}

function describeInterface(element: XmlElement): Description {
  const queues = readInterface(element).queueCount;
  return [
    [read(element, 'mac@address') ?? read(element, 'target@dev')],
    [words(read(element, '@type'), sourceOf(element)), queues > 1 ? l10n.t('{0} queues', queues) : undefined],
  ];
}

function describePort(element: XmlElement): Description {
  return [
    [read(element, 'target@name') ?? read(element, 'target@port')],
    [words(read(element, '@type'), sourceOf(element))],
  ];
}

const sources = ['file', 'dev', 'bridge', 'network', 'dir', 'path', 'volume', 'name', 'socket'];

/** What the first of the attributes says that name what a device is made from. */
function sourceOf(element: XmlElement): string | undefined {
  return sources.map((name) => read(element, `source@${name}`)).find(isTold);
}

function hostDevice(element: XmlElement): string | undefined {
  const source = firstChild(element, 'source');
  const address = source && firstChild(source, 'address');
  const ids = ['vendor', 'product'].map((name) => source && read(source, `${name}@id`)).filter(isTold);
  return ids.length > 0 ? ids.join(':') : (address && addressOf(address)) || sourceOf(element);
}

/** `0000:03:00.0` as lspci has it, for PCI; else the numbers from the outside in. */
function addressOf(element: XmlElement): string | undefined {
  const [domain = '0', bus, slot, fn = '0'] = ['domain', 'bus', 'slot', 'function'].map((name) =>
    read(element, `@${name}`),
  );
  if (bus !== undefined && slot !== undefined)
    return `${hexadecimal(domain, 4)}:${hexadecimal(bus, 2)}:${hexadecimal(slot, 2)}.${hexadecimal(fn, 1)}`;
  const numbers = ['controller', 'bus', 'target', 'unit', 'port', 'uuid'].map((name) =>
    read(element, `@${name}`),
  );
  return words(read(element, '@type'), numbers.filter(isTold).join(':'));
}

function hexadecimal(number: string, digits: number): string {
  return number.replace(/^0x/, '').padStart(digits, '0');
}

function sizeOfCell(element: XmlElement): string | undefined {
  const memory = attribute(element, 'memory');
  const size = memory && sizeOfValue(memory);
  return size && humanSize(size.bytes);
}

function sizeOfModule(element: XmlElement): string | undefined {
  const target = firstChild(element, 'target');
  const size = target && firstChild(target, 'size');
  const read = size && sizeOfText(size, textContent(size));
  return read && humanSize(read.bytes);
}

/** The text of a child, `name`, or an attribute: `@type` of the element itself, `source@file` of its child. */
function read(element: XmlElement, path: string): string | undefined {
  const [child = '', name] = path.split('@');
  const owner = child === '' ? element : firstChild(element, child);
  if (owner === undefined) return undefined;
  return (name === undefined ? textContent(owner).trim() : attribute(owner, name)?.value) || undefined;
}

function otherThan(usual: string, value: string | undefined): string | undefined {
  return value === usual ? undefined : value;
}

function words(...all: (string | undefined)[]): string {
  return all.filter(isTold).join(' ');
}

function isTold(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

const most = 80;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
