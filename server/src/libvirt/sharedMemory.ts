import type { TextEdit } from '../xml/edit.ts';
import { element, insertFirstChild, setAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlDocument } from '../xml/tree.ts';
import type { Domain } from './domain.ts';
import { insertIntoDomain } from './domainOrder.ts';
import { readNumaCells } from './numa.ts';

/**
 * Whether other processes on the host can map all of the guest's memory, as vhost-user and virtiofs need it
 * (qemuValidateDomainDefVhostUserRequireSharedMemory): each NUMA cell by its own word, else by that of `<memoryBacking>`.
 */
export function sharesMemory(domain: Domain): boolean {
  const isShared = accessMode(domain) === 'shared';
  const cells = readNumaCells(domain);
  if (cells.length === 0) return isShared;
  return cells.every(({ element: cell }) => {
    const own = attribute(cell, 'memAccess')?.value;
    return own === undefined ? isShared : own === 'shared';
  });
}

/** Edits after which all of the guest's memory is shared, none where it is; what says where it comes from stays. */
export function shareMemory(document: XmlDocument, domain: Domain): TextEdit[] {
  const cells = readNumaCells(domain)
    .map(({ element: cell }) => cell)
    .filter((cell) => (attribute(cell, 'memAccess')?.value ?? 'shared') !== 'shared')
    .map((cell) => setAttribute(document, cell, 'memAccess', 'shared'));
  return [...shareBacking(document, domain), ...cells];
}

function shareBacking(document: XmlDocument, domain: Domain): TextEdit[] {
  if (accessMode(domain) === 'shared') return [];
  const backing = firstChild(domain.element, 'memoryBacking');
  const source = element(document, 'source', { type: 'memfd' });
  const shared = element(document, 'access', { mode: 'shared' });
  if (backing === undefined) return [insertIntoDomain(document, domain, 'memoryBacking', [source, shared])];
  const access = firstChild(backing, 'access');
  if (access !== undefined) return [setAttribute(document, access, 'mode', 'shared')];
  const hasSource = firstChild(backing, 'source') ?? firstChild(backing, 'hugepages');
  return [insertFirstChild(document, backing, ...(hasSource ? [] : [source]), shared)];
}

function accessMode({ element: domain }: Domain): string | undefined {
  const backing = firstChild(domain, 'memoryBacking');
  const access = backing && firstChild(backing, 'access');
  return access && attribute(access, 'mode')?.value;
}
