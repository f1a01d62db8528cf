import * as l10n from '@vscode/l10n';
import { readControllers } from '../libvirt/controllers.ts';
import { readDisks } from '../libvirt/disks.ts';
import type { Domain } from '../libvirt/domain.ts';
import { insertIntoDomain } from '../libvirt/domainOrder.ts';
import { readIoThreads } from '../libvirt/ioThreads.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { numberIn } from '../libvirt/numbers.ts';
import { element, insertAfter, insertFirstChild, type TextEdit } from '../xml/edit.ts';
import { attribute, childElements, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlDocument } from '../xml/tree.ts';
import { removeAttributeFix } from './attributeFixes.ts';
import { setText } from './places.ts';
import { valueSpan } from './queueFindings.ts';
import type { Fix, Rule } from './rule.ts';

interface UnknownIoThread {
  readonly attribute: XmlAttribute;
  readonly id: number;
}

/** More threads than this are no fix for a mistyped number. */
const mostMade = 64;

export const unknownIoThread: Rule<UnknownIoThread> = {
  id: 'unknown-iothread',
  severity: 'error',
  documentation: {
    summary: 'A disk or a controller names an I/O thread that the domain does not have.',
    libvirt: `libvirt refuses the domain: *Disk iothread '3' not defined in iothreadid*. \`<iothreads>N</iothreads>\` gives the threads 1 to
N; \`<iothreadids>\` gives those that it lists, and the lowest free numbers up to N.`,
    advice: 'The fix makes the thread. Or name one that is there.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const { ids } = readIoThreads(domain);
    for (const found of usesOf(domain)) {
      const id = numberIn(found);
      if (id !== undefined && !ids.has(id)) yield { at: valueSpan(found), data: { attribute: found, id } };
    }
  },
  message: ({ id }) =>
    l10n.t(
      'There is no I/O thread {0}: libvirt refuses the domain. Make it with <iothreads>, or name another.',
      id,
    ),
  fixes({ data: { attribute: found, id } }, { document, domain }) {
    const removal = removeAttributeFix(document, found, { preferred: false, safe: false });
    return id === 0 || id > mostMade ? [removal] : [making(document, domain, id), removal];
  },
};

/** On disks and controllers that can have one; the others are another rule's. */
function usesOf(domain: Domain): XmlAttribute[] {
  const disks = readDisks(domain).filter(({ bus }) => bus === 'virtio');
  const controllers = readControllers(domain).filter(({ isVirtioScsi }) => isVirtioScsi);
  return [...disks, ...controllers].flatMap(({ driver }) => (driver && attribute(driver, 'iothread')) ?? []);
}

function making(document: XmlDocument, domain: Domain, id: number): Fix {
  return {
    title: l10n.t('Make I/O thread {0}', id),
    edits: [makeIoThread(document, domain, id)],
    preferred: true,
    safe: true,
  };
}

function makeIoThread(document: XmlDocument, domain: Domain, id: number): TextEdit {
  const list = firstChild(domain.element, 'iothreadids');
  if (list !== undefined) {
    const markup = element(document, 'iothread', { id: String(id) });
    const last = childElements(list).at(-1);
    return last === undefined
      ? insertFirstChild(document, list, markup)
      : insertAfter(document, last, markup);
  }
  const count = firstChild(domain.element, 'iothreads');
  if (count !== undefined && !count.selfClosing) return setText(count, String(id));
  return insertIntoDomain(document, domain, 'iothreads', String(id));
}
