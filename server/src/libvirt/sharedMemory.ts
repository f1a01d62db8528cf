import { insertAfter, insertFirstChild, setAttribute, type TextEdit } from '../xml/edit.ts';
import { attribute, childElements, childrenNamed, firstChild } from '../xml/query.ts';
import { indentationStep } from '../xml/style.ts';
import type { XmlDocument } from '../xml/tree.ts';
import type { Domain } from './domain.ts';

/**
 * Whether another process can map the guest's memory, as vhost-user and virtiofs need it: by `<memoryBacking>`, or for
 * each NUMA cell by its own.
 */
export function sharesMemory({ element }: Domain): boolean {
  const cells = ['cpu', 'numa']
    .reduce((around, name) => around.flatMap((each) => childrenNamed(each, name)), [element])
    .flatMap((numa) => childrenNamed(numa, 'cell'));
  if (cells.length > 0 && cells.every((cell) => attribute(cell, 'memAccess')?.value === 'shared'))
    return true;
  const backing = firstChild(element, 'memoryBacking');
  const access = backing && firstChild(backing, 'access');
  return access !== undefined && attribute(access, 'mode')?.value === 'shared';
}

/** Elements that libvirt prints before `<memoryBacking>` (virDomainDefFormatInternalSetRootName). */
const beforeBacking = new Set([
  'name',
  'uuid',
  'genid',
  'title',
  'description',
  'metadata',
  'maxMemory',
  'memory',
  'currentMemory',
]);

/** Edits after which the guest's memory is shared; none where it is. */
export function shareMemory(document: XmlDocument, domain: Domain): TextEdit[] {
  if (sharesMemory(domain)) return [];
  const backing = firstChild(domain.element, 'memoryBacking');
  const [source, access] = ["<source type='memfd'/>", "<access mode='shared'/>"];
  if (backing === undefined) {
    const step = indentationStep(document, domain.element);
    const markup = ['<memoryBacking>', `${step}${source}`, `${step}${access}`, '</memoryBacking>'];
    const anchor = childElements(domain.element).findLast(({ name }) => beforeBacking.has(name));
    return [
      anchor === undefined
        ? insertFirstChild(document, domain.element, ...markup)
        : insertAfter(document, anchor, ...markup),
    ];
  }
  const present = firstChild(backing, 'access');
  if (present !== undefined) return [setAttribute(document, present, 'mode', 'shared')];
  const hasSource =
    firstChild(backing, 'source') !== undefined || firstChild(backing, 'hugepages') !== undefined;
  return [insertFirstChild(document, backing, ...(hasSource ? [access] : [source, access]))];
}
