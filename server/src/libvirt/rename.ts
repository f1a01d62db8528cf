import type { TextEdit } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlDocument } from '../xml/tree.ts';
import { controllerByName, readDisks } from './disks.ts';
import type { Domain } from './domain.ts';
import { renameInRange, writeNumberSet } from './numberSets.ts';
import { areSame, type Mention, mentionAt, type NameKind, readMentions, readNumber } from './references.ts';

/** Why a thing cannot have the name asked for. */
export type RenameProblem =
  /** Numbered by counting, so that there is no definition to rename. */
  | { readonly code: 'counted'; readonly kind: NameKind }
  /** The cursor stands on several numbers, as in `1-3`. */
  | { readonly code: 'several' }
  /** The root bus of PCI is number 0. */
  | { readonly code: 'pci-root' }
  | { readonly code: 'not-a-number'; readonly least: number; readonly most: number }
  | { readonly code: 'taken'; readonly name: string }
  /** NUMA cells are numbered from 0 without gaps: only exchanging two keeps that. */
  | { readonly code: 'gap'; readonly cells: number }
  /** A PCI controller's index must be above the number of the bus it is plugged into. */
  | { readonly code: 'pci-order'; readonly above: number; readonly below: number }
  /** The name of a disk without an address puts it on this controller, whatever its number is to be. */
  | { readonly code: 'disk-by-name'; readonly disk: string; readonly index: number }
  | { readonly code: 'not-a-user-alias' }
  | { readonly code: 'not-a-text' };

/** All that refers to one thing, ready for another name. */
export interface Renaming {
  /** Where it was asked for. */
  readonly here: Mention;
  /** Every mention of everything. */
  readonly mentions: readonly Mention[];
  readonly domain: Domain;
}

/** Undefined where the offset names nothing. */
export function prepareRenaming(
  document: XmlDocument,
  domain: Domain,
  offset: number,
): Renaming | RenameProblem | undefined {
  const mentions = readMentions(document, domain);
  const here = mentionAt(mentions, offset);
  if (here === undefined) return undefined;
  const isDefined = mentions.some((each) => each.role === 'definition' && areSame(each, here));
  const isImplied = mentions.some((each) => each.role === 'implied' && areSame(each, here));
  if (here.kind === 'vcpu' || (isImplied && !isDefined)) return { code: 'counted', kind: here.kind };
  if (typeof here.id !== 'string' && here.id.first !== here.id.last) return { code: 'several' };
  if (here.scope === 'pci' && numberOf(here) === 0) return { code: 'pci-root' };
  return { here, mentions, domain };
}

/** The edits that give the thing its new name everywhere, or why it cannot have it. */
export function rename(renaming: Renaming, to: string, text: string): readonly TextEdit[] | RenameProblem {
  const { here, mentions } = renaming;
  if (typeof here.id === 'string') return renameText(renaming, here.id, to);
  const number = /^(0|[1-9]\d*|0x[\da-f]+)$/i.test(to) ? readNumber(to) : undefined;
  const { least, most } = limits(here);
  if (number === undefined || number < least || number > most) return { code: 'not-a-number', least, most };
  const from = numberOf(here);
  if (number === from) return [];
  const problem = refusal(renaming, from, number);
  if (problem !== undefined) return problem;
  const renamed = new Map([[from, number]]);
  if (here.kind === 'numa-cell') renamed.set(number, from);
  return mentions
    .filter(({ kind, scope, role }) => kind === here.kind && scope === here.scope && role !== 'implied')
    .flatMap((each) => renameNumbers(each, renamed, text));
}

/** The characters and the beginning without which libvirt drops an alias (USER_ALIAS_CHARS in domain_conf.c). */
const userAlias = /^ua-[A-Za-z0-9_-]*$/;

function renameText({ here, mentions }: Renaming, from: string, to: string): TextEdit[] | RenameProblem {
  if (here.kind === 'alias' && !userAlias.test(to)) return { code: 'not-a-user-alias' };
  if (!/^[^<>&'"\s][^<>&'"]*$/.test(to)) return { code: 'not-a-text' };
  if (to === from) return [];
  if (mentions.some(({ kind, role, id }) => kind === here.kind && role === 'definition' && id === to))
    return { code: 'taken', name: to };
  return mentions
    .filter((each) => areSame(each, here))
    .map(({ start, end }) => ({ start, end, newText: to }));
}

const largestUnsigned = 4294967295;

function limits({ kind, scope }: Mention): { least: number; most: number } {
  const least = kind === 'iothread' || kind === 'audio-backend' || scope === 'pci' ? 1 : 0;
  return { least, most: scope === 'pci' ? 255 : largestUnsigned };
}

function refusal({ here, mentions, domain }: Renaming, from: number, to: number): RenameProblem | undefined {
  const others = mentions.filter(({ kind, scope }) => kind === here.kind && scope === here.scope);
  const defined = others.filter(({ role }) => role !== 'use');
  if (here.kind === 'numa-cell') {
    const isGap = defined.length > 0 && Math.max(from, to) >= defined.length;
    return isGap ? { code: 'gap', cells: defined.length } : undefined;
  }
  if (defined.some(({ id }) => typeof id !== 'string' && id.first <= to && to <= id.last))
    return { code: 'taken', name: `${to}` };
  if (here.scope === 'pci') return pciOrder(domain, from, to);
  return here.kind === 'controller' ? diskByName(domain, here.scope, from, to) : undefined;
}

function diskByName(domain: Domain, type: string, ...indexes: readonly number[]): RenameProblem | undefined {
  for (const disk of readDisks(domain)) {
    const index = disk.bus === type ? controllerByName(disk) : undefined;
    if (index !== undefined && indexes.includes(index))
      return { code: 'disk-by-name', disk: disk.targetDevice ?? '', index };
  }
  return undefined;
}

/** "PCI controller at index … has bus=…, but index must be larger than bus" (qemu_domain_address.c). */
function pciOrder(domain: Domain, from: number, to: number): RenameProblem | undefined {
  let above = 0;
  let below = 256;
  for (const controller of domain.devices.get('controller') ?? []) {
    if (attribute(controller, 'type')?.value !== 'pci') continue;
    const index = readNumber(attribute(controller, 'index')?.value ?? '');
    const address = firstChild(controller, 'address');
    const bus = readNumber((address && attribute(address, 'bus')?.value) ?? '');
    if (index === undefined || bus === undefined) continue;
    if (index === from) above = Math.max(above, bus);
    if (bus === from) below = Math.min(below, index);
  }
  return to > above && to < below ? undefined : { code: 'pci-order', above, below };
}

function numberOf({ id }: Mention): number {
  return typeof id === 'string' ? Number.NaN : id.first;
}

function renameNumbers(mention: Mention, renamed: ReadonlyMap<number, number>, text: string): TextEdit[] {
  if (typeof mention.id === 'string') return [];
  const { start, end, form, id } = mention;
  if (![...renamed.keys()].some((number) => number >= id.first && number <= id.last)) return [];
  const ranges = renameInRange(id, renamed);
  if (form !== 'hexadecimal') return [{ start, end, newText: writeNumberSet(ranges) }];
  const digits = (ranges[0]?.first ?? 0).toString(16).padStart(end - start - 2, '0');
  return [{ start, end, newText: text.slice(start, start + 2) + digits }];
}
