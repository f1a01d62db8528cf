import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../../libvirt/disks.ts';
import type { Domain } from '../../libvirt/domain.ts';
import { insertIntoDomain } from '../../libvirt/domainOrder.ts';
import { readIoThreads } from '../../libvirt/ioThreads.ts';
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
    const disks = readDisks(domain).filter(isServedByMainThread);
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
function isServedByMainThread({ element: disk, device, bus, type }: Disk): boolean {
  const driver = firstChild(disk, 'driver');
  if (bus !== 'virtio' || (device !== 'disk' && device !== 'lun')) return false;
  if (type === 'vhostuser') return false;
  if (driver === undefined) return true;
  return attribute(driver, 'iothread') === undefined && firstChild(driver, 'iothreads') === undefined;
}

function spread(document: XmlDocument, disks: readonly Disk[], ids: readonly number[]): TextEdit[] {
  return disks.map(({ element: disk }, index) => {
    const iothread = `${ids[index % ids.length]}`;
    const driver = firstChild(disk, 'driver');
    return driver === undefined
      ? insertFirstChild(document, disk, element(document, 'driver', { name: 'qemu', iothread }))
      : setAttribute(document, driver, 'iothread', iothread);
  });
}

/** The ids of the threads that are there, those first that the fewest devices use. */
function threadsByUse(document: XmlDocument, domain: Domain): number[] {
  const uses = new Map([...readIoThreads(domain).ids].map((id) => [id, 0]));
  for (const { kind, role, id } of readMentions(document, domain)) {
    if (kind !== 'iothread' || role !== 'use' || typeof id === 'string') continue;
    const used = uses.get(id.first);
    if (used !== undefined) uses.set(id.first, used + 1);
  }
  return [...uses].sort(([a, usedByA], [b, usedByB]) => usedByA - usedByB || a - b).map(([id]) => id);
}
