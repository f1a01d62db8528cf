import { attribute } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';

/** A size as it is written. */
export interface Size {
  /** Digits only. */
  readonly number: string;
  /** `KiB`, `GiB` …: as written beside the number, else libvirt's default for this place. */
  readonly unit: string;
  readonly bytes: number;
}

/** Where a size stands, from the innermost name outwards, and the unit that libvirt reads it in when none is written. */
const elementSizes: Readonly<Record<string, string>> = {
  'memory<domain': 'KiB',
  'currentMemory<domain': 'KiB',
  'maxMemory<domain': 'KiB',
  'hard_limit<memtune': 'KiB',
  'soft_limit<memtune': 'KiB',
  'swap_hard_limit<memtune': 'KiB',
  'min_guarantee<memtune': 'KiB',
  'size<target<memory': 'KiB',
  'block<target<memory': 'KiB',
  'requested<target<memory': 'KiB',
  'current<target<memory': 'KiB',
  'size<label': 'KiB',
  'alignsize<source<memory': 'KiB',
  'pagesize<source<memory': 'KiB',
  'size<shmem': 'bytes',
  'pcihole64<controller': 'KiB',
  'tseg<smm': 'MiB',
  'max_size<metadata_cache': 'bytes',
  'total_bytes_sec<iotune': 'bytes',
  'read_bytes_sec<iotune': 'bytes',
  'write_bytes_sec<iotune': 'bytes',
};

/** The same for attributes; none of those with a unit that cannot be chosen has one beside it. */
const attributeSizes: Readonly<Record<string, string>> = {
  '@memory<cell': 'KiB',
  '@size<page<hugepages': 'KiB',
  '@ram<model<video': 'KiB',
  '@vram<model<video': 'KiB',
  '@vram64<model<video': 'KiB',
  '@vgamem<model<video': 'KiB',
};

/** Powers that libvirt's suffixes stand for, in lower case (virScaleInteger of libvirt 9.0.0). */
const prefixes = 'kmgtpe';

/** The size that an element's text is; undefined where libvirt reads none there, or no number is written. */
export function sizeOfText(element: XmlElement, text: string): Size | undefined {
  return sizeOf(elementSizes, element.name, element.parent, element, text);
}

/** The size that an attribute's value is. */
export function sizeOfValue({ name, value, owner }: XmlAttribute): Size | undefined {
  return sizeOf(attributeSizes, `@${name}`, owner, owner, value);
}

function sizeOf(
  places: Readonly<Record<string, string>>,
  name: string,
  around: XmlElement | undefined,
  unitOwner: XmlElement,
  text: string,
): Size | undefined {
  const path = `${name}<${around?.name}`;
  const standard = places[path] ?? places[`${path}<${around?.parent?.name}`];
  const number = text.trim();
  if (standard === undefined || !/^\d+$/.test(number)) return undefined;
  const unit = attribute(unitOwner, 'unit')?.value || standard;
  const scale = scaleOf(unit);
  return scale === undefined ? undefined : { number, unit, bytes: Number(number) * scale };
}

/** Bytes of a unit; undefined where libvirt knows no such unit. */
function scaleOf(unit: string): number | undefined {
  const match = /^(?:b|bytes?|([kmgtpe])(ib|b)?)$/.exec(unit.toLowerCase());
  if (match === null) return undefined;
  const [, prefix, suffix] = match;
  if (prefix === undefined) return 1;
  return (suffix === 'b' ? 1000 : 1024) ** (prefixes.indexOf(prefix) + 1);
}

const binaryUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** In the largest binary unit of which there is at least one: `4 GiB`, and `≈ 1.43 GiB` where that is rounded. */
export function humanSize(bytes: number): string {
  let unit = 0;
  while (unit < binaryUnits.length - 1 && bytes >= 1024 ** (unit + 1)) unit++;
  const exact = bytes / 1024 ** unit;
  const rounded = Number(exact.toFixed(2));
  return `${rounded === exact ? '' : '≈ '}${rounded} ${binaryUnits[unit]}`;
}
