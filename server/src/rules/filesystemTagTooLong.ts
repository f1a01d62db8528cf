import * as l10n from '@vscode/l10n';
import { readFilesystems } from '../libvirt/filesystems.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface TagTooLong {
  readonly attribute: XmlAttribute;
  readonly bytes: number;
  readonly most: number;
}

/** In bytes: the configuration space of virtio-fs; MAX_TAG_LEN of QEMU's 9p, less the final NUL. */
const longest = { virtiofs: 36, path: 31 };

export const filesystemTagTooLong: Rule<TagTooLong> = {
  id: 'filesystem-tag-too-long',
  severity: 'error',
  documentation: {
    summary: 'The target of a file system is longer than a mount tag can be.',
    libvirt: `\`<target dir>\` is no place in the guest but the tag by which the guest mounts it. libvirt accepts any length, and the VM does not
start above 36 bytes for virtiofs and 31 for 9p.`,
    advice:
      'Write a short name, such as `share`, and mount that in the guest: `mount -t virtiofs share /mnt`. There is no fix: the guest has to say the same name.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { target, isVirtiofs } of readFilesystems(domain)) {
      const tag = target && attribute(target, 'dir');
      if (tag === undefined) continue;
      const bytes = new TextEncoder().encode(tag.value).length;
      const most = isVirtiofs ? longest.virtiofs : longest.path;
      if (bytes > most) yield { at: valueSpan(tag), data: { attribute: tag, bytes, most } };
    }
  },
  message: ({ bytes, most }) =>
    l10n.t(
      'This is the tag that the guest mounts, of at most {0} bytes, and has {1}: QEMU does not start. Write a short name.',
      most,
      bytes,
    ),
  fixes: () => [],
};
