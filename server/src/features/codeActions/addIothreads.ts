import * as l10n from '@vscode/l10n';
import { type Disk, disksOf } from '../../libvirt/disks.ts';
import type { Domain } from '../../libvirt/domain.ts';
import { insertIntoDomain } from '../../libvirt/domainOrder.ts';
import { runsOnQemu } from '../../libvirt/multiQueue.ts';
import { readMentions } from '../../libvirt/references.ts';
import { element, insertFirstChild, setAttribute, type TextEdit } from '../../xml/edit.ts';
import { attribute, firstChild } from '../../xml/query.ts';
import type { XmlDocument } from '../../xml/tree.ts';
import { type CodeActionSource, isIn } from './codeAction.ts';

/** The virtio disks that QEMU's main thread serves get I/O threads: those that are there, else one each, up to one per vCPU. */
export const addIothreads: CodeActionSource = {
  kind: 'refactor.rewrite.addIothreads',
  actions(context) {
    const { document, domain, isAsked } = context;
    const disks = disksOf(domain).filter(isServedByMainThread);
    const count = firstChild(domain.element, 'iothreads');
    if (!runsOnQemu(domain) || disks.length === 0) return [];
    if (!isAsked && !isIn(context, count, ...disks.map((disk) => disk.element))) return [];
    const present = threadsByUse(document, domain);
    if (present.length > 0)
      return [
        {
          title: l10n.t('Spread {0} virtio disks over the I/O threads', disks.length),
          edits: spread(document, disks, present),
        },
      ];
    if (count !== undefined) return [];
    const added = Math.min(disks.length, domain.vcpus.current ?? 1);
    const ids = Array.from({ length: added }, (_, index) => index + 1);
    return [
      {
        title: l10n.t('Add {0} I/O threads and spread {1} virtio disks over them', added, disks.length),
        edits: [insertIntoDomain(document, domain, 'iothreads', `${added}`), ...spread(document, disks, ids)],
      },
    ];
  },
};

/** A CD-ROM cannot have an I/O thread, and a disk with `<iothreads>` has several. */
function isServedByMainThread({ element: disk, device, bus, driver }: Disk): boolean {
  if (bus !== 'virtio' || (device !== 'disk' && device !== 'lun')) return false;
  if (attribute(disk, 'type')?.value === 'vhostuser') return false;
  if (driver === undefined) return true;
  return attribute(driver, 'iothread') === undefined && firstChild(driver, 'iothreads') === undefined;
}

function spread(document: XmlDocument, disks: readonly Disk[], ids: readonly number[]): TextEdit[] {
  return disks.map((disk, index) => {
    const iothread = `${ids[index % ids.length]}`;
    return disk.driver === undefined
      ? insertFirstChild(document, disk.element, element(document, 'driver', { name: 'qemu', iothread }))
      : setAttribute(document, disk.driver, 'iothread', iothread);
  });
}

/** More threads than a disk could want. */
const mostThreads = 1000;

/** The ids of the threads that are there, those first that the fewest devices use. */
function threadsByUse(document: XmlDocument, domain: Domain): number[] {
  const uses = new Map<number, number>();
  for (const { kind, role, id } of readMentions(document, domain)) {
    if (kind !== 'iothread' || typeof id === 'string') continue;
    for (let thread = id.first; thread <= Math.min(id.last, mostThreads); thread++)
      if (role !== 'use') uses.set(thread, uses.get(thread) ?? 0);
  }
  for (const { kind, role, id } of readMentions(document, domain)) {
    const used =
      kind === 'iothread' && role === 'use' && typeof id !== 'string' ? uses.get(id.first) : undefined;
    if (used !== undefined && typeof id !== 'string') uses.set(id.first, used + 1);
  }
  return [...uses].sort(([a, usedByA], [b, usedByB]) => usedByA - usedByB || a - b).map(([id]) => id);
}
