import * as l10n from '@vscode/l10n';
import { readDisks } from '../libvirt/disks.ts';
import type { Domain } from '../libvirt/domain.ts';
import { readFilesystems } from '../libvirt/filesystems.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { shareMemory, sharesMemory } from '../libvirt/sharedMemory.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface WithoutSharedMemory {
  /** `interface`, `filesystem`, `disk`. */
  readonly device: XmlElement;
}

export const vhostUserWithoutSharedMemory: Rule<WithoutSharedMemory> = {
  id: 'vhost-user-without-shared-memory',
  severity: 'warning',
  documentation: {
    summary:
      'A vhost-user interface or disk, or a virtiofs file system, in a guest whose memory is not shared.',
    libvirt: `These devices work in another process, which has to map the guest's memory. For an interface libvirt does not check it:
the VM starts, and no packet gets through; only the QEMU log tells: *Failed initializing vhost-user memory map, consider using -object
memory-backend-file share=on*. For virtiofs and vhost-user disks libvirt refuses the domain, an error: *'virtiofs' requires shared
memory*. Memory is shared by \`<access mode='shared'/>\` in \`<memoryBacking>\`; a NUMA cell's own \`memAccess\` wins over that.`,
    advice: `The fix adds \`<source type='memfd'/>\` and \`<access mode='shared'/>\` to \`<memoryBacking>\`; huge pages and other sources that are
there stay. It also changes cells with \`memAccess='private'\`.`,
  },
  *check({ domain }) {
    if (!runsOnQemu(domain) || sharesMemory(domain)) return;
    for (const { type, element, isVirtio } of domain.interfaces)
      if (type === 'vhostuser' && isVirtio) yield { at: element.startTag, data: { device: element } };
    for (const device of refusedDevices(domain))
      yield { at: device.startTag, data: { device }, severity: 'error' };
  },
  message: ({ device }) =>
    device.name === 'interface'
      ? l10n.t(
          "The guest's memory is not shared: libvirt starts it, but no packet of a vhost-user interface gets through. Add <access mode='shared'/> to <memoryBacking>.",
        )
      : l10n.t(
          "libvirt refuses this <{0}> without shared memory: add <access mode='shared'/> to <memoryBacking>.",
          device.name,
        ),
  fixes: (_, { document, domain }) => [
    {
      title: l10n.t("Share the guest's memory"),
      edits: shareMemory(document, domain),
      preferred: true,
      safe: true,
    },
  ],
};

function refusedDevices(domain: Domain): XmlElement[] {
  const virtiofs = readFilesystems(domain).filter(({ isVirtiofs }) => isVirtiofs);
  const disks = readDisks(domain).filter(({ type }) => type === 'vhostuser');
  return [...virtiofs, ...disks].map(({ element }) => element);
}
