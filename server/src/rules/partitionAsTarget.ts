import * as l10n from '@vscode/l10n';
import { readDisks } from '../libvirt/disks.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const partitionAsTarget: Rule<XmlAttribute> = {
  id: 'partition-as-target',
  severity: 'error',
  documentation: {
    summary: 'The target of a disk is named like a partition: `vda1`.',
    libvirt:
      "libvirt refuses the domain: *invalid disk target 'vda1', partitions can't appear in disk targets*.",
    advice: 'Name the disk, `vda`. The fix does, unless another disk has that name.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { target } of readDisks(domain)) {
      const name = target && attribute(target, 'dev');
      if (name !== undefined && /^(hd|sd|vd|xvd)[a-z]+\d+$/.test(name.value))
        yield { at: valueSpan(name), data: name };
    }
  },
  message: ({ value }) =>
    l10n.t('{0} names a partition: libvirt refuses the domain. Name the disk, {1}.', value, disk(value)),
  fixes({ data }, { document, domain }) {
    const name = disk(data.value);
    if (readDisks(domain).some(({ targetDevice }) => targetDevice === name)) return [];
    return [
      {
        title: l10n.t('Set target to {0}', name),
        edits: [setAttribute(document, data.owner, 'dev', name)],
        preferred: true,
        safe: false,
      },
    ];
  },
};

function disk(partition: string): string {
  return partition.replace(/\d+$/, '');
}
