import * as l10n from '@vscode/l10n';
import { type Disk, readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface DuplicateTarget {
  readonly disk: Disk;
  readonly name: string;
  /** The next name of its kind that no disk has. */
  readonly free: string | undefined;
}

export const duplicateDiskTarget: Rule<DuplicateTarget> = {
  id: 'duplicate-disk-target',
  severity: 'error',
  documentation: {
    summary: 'Two disks with one target name.',
    libvirt:
      "libvirt refuses the domain: *target 'vda' duplicated for disk sources …*, even where their buses differ.",
    advice: 'Give it another name. The fix takes the next one that is free.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const disks = readDisks(domain);
    const names = new Set(disks.map(({ targetDevice }) => targetDevice));
    for (const { duplicate: disk, key: name } of duplicates(disks, ({ targetDevice }) => targetDevice)) {
      const target = disk.target && attribute(disk.target, 'dev');
      const free = nextFree(name, names);
      if (free !== undefined) names.add(free);
      if (target !== undefined) yield { at: valueSpan(target), data: { disk, name, free } };
    }
  },
  message: ({ name }) =>
    l10n.t(
      'Another disk has the target {0} already: libvirt refuses the domain. Give it another name.',
      name,
    ),
  fixes({ data: { disk, free } }, { document }) {
    if (disk.target === undefined || free === undefined) return [];
    return [
      {
        title: l10n.t('Set target to {0}', free),
        edits: [setAttribute(document, disk.target, 'dev', free)],
        preferred: true,
        safe: false,
      },
    ];
  },
};

/** `vdb` for `vda`; undefined where the name is no prefix and one letter, or all letters are taken. */
function nextFree(name: string, taken: ReadonlySet<string | undefined>): string | undefined {
  const [, prefix] = /^(hd|sd|vd|xvd|fd)[a-z]$/.exec(name) ?? [];
  if (prefix === undefined) return undefined;
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.map((letter) => prefix + letter).find((candidate) => !taken.has(candidate));
}
