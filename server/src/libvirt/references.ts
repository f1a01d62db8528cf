import { attribute, childElements, childrenNamed, firstChild } from '../xml/query.ts';
import { spaceEnd, trimmedEnd } from '../xml/scanner.ts';
import type { Span, XmlDocument, XmlElement } from '../xml/tree.ts';
import { readDisk } from './disks.ts';
import type { Domain } from './domain.ts';
import { type NumberRange, rangesMeet, readNumberSet } from './numberSets.ts';

/** What one place of a domain document defines and others refer to. */
export type NameKind =
  | 'iothread'
  | 'vcpu'
  | 'numa-cell'
  | 'controller'
  | 'alias'
  | 'audio-backend'
  | 'throttle-group';

/** A place where a named thing is defined or referred to; the span is what names it. */
export interface Mention extends Span {
  readonly kind: NameKind;
  /** The controller's type, since each has indexes of its own; else empty. */
  readonly scope: string;
  /** `implied`: defined by a number of things, `<iothreads>4</iothreads>`, or by its position. */
  readonly role: 'definition' | 'implied' | 'use';
  /** A text, or the numbers that are named here: one, or all of `1-3`. */
  readonly id: string | NumberRange;
  readonly form: 'text' | 'decimal' | 'hexadecimal' | 'set';
  /** The attribute or the element's content around the span. */
  readonly around: Span;
}

/** Whether both name one thing. */
export function areSame(a: Mention, b: Mention): boolean {
  if (a.kind !== b.kind || a.scope !== b.scope) return false;
  if (typeof a.id === 'string' || typeof b.id === 'string') return a.id === b.id;
  return rangesMeet(a.id, b.id);
}

/** Every mention of a named thing, in document order. */
export function readMentions(document: XmlDocument, { element }: Domain): Mention[] {
  const found: Mention[] = [];
  visit(document.text, element, places, found);
  return found.sort((a, b) => a.start - b.start);
}

/** The mention at the offset: what names a thing there, else what stands in the attribute there. */
export function mentionAt(mentions: readonly Mention[], offset: number): Mention | undefined {
  const touches = ({ start, end }: Span) => start <= offset && offset <= end;
  return mentions.find(touches) ?? mentions.find(({ around }) => touches(around));
}

type Read = (element: XmlElement, text: string) => Mention[];

/**
 * Where names stand, by the path below `<domain>`; `*` is any element. From formatdomain.html and the parsers in
 * libvirt's conf/domain_conf.c (9.0.0; throttle groups 11.2.0).
 */
const readers: Readonly<Record<string, readonly Read[]>> = {
  '': [countedIothreads, countedVcpus],
  'iothreadids/iothread': [inAttribute('iothread', 'id', 'definition')],
  'vcpus/vcpu': [inAttribute('vcpu', 'id', 'use')],
  'cputune/vcpupin': [inAttribute('vcpu', 'vcpu', 'use')],
  'cputune/vcpusched': [inSet('vcpu', 'vcpus')],
  'cputune/iothreadpin': [inAttribute('iothread', 'iothread', 'use')],
  'cputune/iothreadsched': [inSet('iothread', 'iothreads')],
  'cputune/cachetune': [inSet('vcpu', 'vcpus')],
  'cputune/cachetune/monitor': [inSet('vcpu', 'vcpus')],
  'cputune/memorytune': [inSet('vcpu', 'vcpus')],
  'cpu/numa': [cells],
  'cpu/numa/cell': [inSet('vcpu', 'cpus')],
  'cpu/numa/cell/distances/sibling': [inAttribute('numa-cell', 'id', 'use')],
  'cpu/numa/interconnects/latency': bothEnds(),
  'cpu/numa/interconnects/bandwidth': bothEnds(),
  'numatune/memnode': [inAttribute('numa-cell', 'cellid', 'use')],
  'devices/memory/target/node': [inContent('numa-cell', 'use')],
  'devices/controller/target/node': [inContent('numa-cell', 'use')],
  'devices/hostdev/acpi': [inSet('numa-cell', 'nodeset')],
  'devices/disk/driver': [inAttribute('iothread', 'iothread', 'use')],
  'devices/disk/driver/iothreads/iothread': [inAttribute('iothread', 'id', 'use')],
  'devices/controller/driver': [inAttribute('iothread', 'iothread', 'use')],
  'devices/controller/driver/iothreads/iothread': [inAttribute('iothread', 'id', 'use')],
  'devices/controller': [controllerIndex],
  'devices/*/address': [controllerOfAddress],
  'devices/*/alias': [inAttribute('alias', 'name', 'definition')],
  'devices/interface/teaming': [inAttribute('alias', 'persistent', 'use')],
  'devices/hostdev/teaming': [inAttribute('alias', 'persistent', 'use')],
  'qemu:override/qemu:device': [inAttribute('alias', 'alias', 'use')],
  'devices/audio': [inAttribute('audio-backend', 'id', 'definition')],
  'devices/sound/audio': [inAttribute('audio-backend', 'id', 'use')],
  'devices/graphics/audio': [inAttribute('audio-backend', 'id', 'use')],
  'throttlegroups/throttlegroup/group_name': [inContent('throttle-group', 'definition')],
  'devices/disk/throttlefilters/throttlefilter': [inAttribute('throttle-group', 'group', 'use')],
};

const namedByText: ReadonlySet<NameKind> = new Set(['alias', 'throttle-group']);

interface Places {
  readonly read: Read[];
  readonly below: Map<string, Places>;
}

const places = arrange();

function arrange(): Places {
  const root: Places = { read: [], below: new Map() };
  for (const [path, read] of Object.entries(readers)) {
    let place = root;
    for (const step of path === '' ? [] : path.split('/')) {
      const next = place.below.get(step) ?? { read: [], below: new Map() };
      place.below.set(step, next);
      place = next;
    }
    place.read.push(...read);
  }
  return root;
}

/** Goes only where names can stand, so never deeper than the longest path. */
function visit(text: string, element: XmlElement, { read, below }: Places, found: Mention[]): void {
  for (const each of read) found.push(...each(element, text));
  if (below.size === 0) return;
  const anywhere = below.get('*');
  for (const child of childElements(element)) {
    const named = below.get(child.name);
    if (named !== undefined) visit(text, child, named, found);
    if (anywhere !== undefined) visit(text, child, anywhere, found);
  }
}

function inAttribute(kind: NameKind, name: string, role: Mention['role'], scope = ''): Read {
  return (element) => {
    const found = attribute(element, name);
    if (found?.valueSpan === undefined) return [];
    return mention(kind, scope, role, found.value, found.valueSpan, found);
  };
}

function inContent(kind: NameKind, role: Mention['role']): Read {
  return (element, text) => {
    const content = element.children[0];
    if (content?.kind !== 'text' || element.children.length > 1) return [];
    const start = spaceEnd(text, content.start);
    const span = { start, end: trimmedEnd(text, start, content.end) };
    return mention(kind, '', role, content.value.trim(), span, content);
  };
}

function inSet(kind: NameKind, name: string): Read {
  return (element, text) => {
    const found = attribute(element, name);
    if (found?.valueSpan === undefined) return [];
    const from = found.valueSpan.start;
    return readNumberSet(text.slice(from, found.valueSpan.end)).map(
      ({ start, end, first, last, excluded }) => ({
        kind,
        scope: '',
        role: 'use',
        id: { first, last },
        form: 'set',
        start: from + start + (excluded ? 1 : 0),
        end: from + end,
        around: found,
      }),
    );
  };
}

function mention(
  kind: NameKind,
  scope: string,
  role: Mention['role'],
  value: string,
  { start, end }: Span,
  around: Span,
): Mention[] {
  const base = { kind, scope, role, start, end, around };
  if (namedByText.has(kind)) return value === '' ? [] : [{ ...base, id: value, form: 'text' }];
  const number = readNumber(value);
  if (number === undefined) return [];
  const form = /^0x/i.test(value) ? 'hexadecimal' : 'decimal';
  return [{ ...base, id: { first: number, last: number }, form }];
}

/** As libvirt reads numbers of any base (virStrToLong_ui, base 0). */
export function readNumber(value: string): number | undefined {
  if (/^0x[\da-f]+$/i.test(value)) return Number(value);
  if (/^0[0-7]+$/.test(value)) return Number.parseInt(value, 8);
  return /^\d+$/.test(value) ? Number(value) : undefined;
}

/**
 * `<iothreads>4</iothreads>` gives the threads that `<iothreadids>` does not list the lowest numbers that are free
 * (virDomainIOThreadIDDefArrayInit).
 */
function countedIothreads(domain: XmlElement, text: string): Mention[] {
  const count = firstChild(domain, 'iothreads');
  const [counted] = count === undefined ? [] : inContent('iothread', 'implied')(count, text);
  if (counted === undefined || typeof counted.id === 'string') return [];
  const ids = firstChild(domain, 'iothreadids');
  const listed =
    ids === undefined ? [] : childrenNamed(ids, 'iothread').map((each) => attribute(each, 'id')?.value);
  let last = counted.id.first - listed.length;
  if (last <= 0) return [];
  for (const taken of listed.map(Number).sort((a, b) => a - b)) if (taken <= last) last++;
  return [{ ...counted, id: { first: 1, last } }];
}

function countedVcpus(domain: XmlElement, text: string): Mention[] {
  const count = firstChild(domain, 'vcpu');
  const [counted] = count === undefined ? [] : inContent('vcpu', 'implied')(count, text);
  if (counted === undefined || typeof counted.id === 'string' || counted.id.first === 0) return [];
  return [{ ...counted, id: { first: 0, last: counted.id.first - 1 } }];
}

/** Cells without an id are numbered by their position. */
function cells(numa: XmlElement, text: string): Mention[] {
  return childrenNamed(numa, 'cell').flatMap((cell, index): Mention[] => {
    if (attribute(cell, 'id') !== undefined) return inAttribute('numa-cell', 'id', 'definition')(cell, text);
    return mention('numa-cell', '', 'implied', `${index}`, cell.nameSpan, cell.nameSpan);
  });
}

function bothEnds(): Read[] {
  return [inAttribute('numa-cell', 'initiator', 'use'), inAttribute('numa-cell', 'target', 'use')];
}

/** The parts of one USB controller, ehci1 and its uhci companions, share an index, and so do their definitions. */
function controllerIndex(controller: XmlElement, text: string): Mention[] {
  const type = attribute(controller, 'type')?.value;
  return type === undefined ? [] : inAttribute('controller', 'index', 'definition', type)(controller, text);
}

/** The attribute that names the controller, and the controller's type, for each type of address. */
function controllerOfAddress(address: XmlElement, text: string): Mention[] {
  switch (attribute(address, 'type')?.value) {
    case 'pci':
      return inAttribute('controller', 'bus', 'use', 'pci')(address, text);
    case 'usb':
      return inAttribute('controller', 'bus', 'use', 'usb')(address, text);
    case 'ccid':
      return inAttribute('controller', 'controller', 'use', 'ccid')(address, text);
    case 'virtio-serial':
      return inAttribute('controller', 'controller', 'use', 'virtio-serial')(address, text);
    case 'drive': {
      const type = driveController(address.parent);
      return type === undefined ? [] : inAttribute('controller', 'controller', 'use', type)(address, text);
    }
    default:
      return [];
  }
}

function driveController(device: XmlElement | undefined): string | undefined {
  if (device?.name === 'hostdev') return 'scsi';
  return device?.name === 'disk' ? readDisk(device).bus : undefined;
}
