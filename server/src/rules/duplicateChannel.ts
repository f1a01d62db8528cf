import * as l10n from '@vscode/l10n';
import { readVirtioChannels, type VirtioChannel } from '../libvirt/channels.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeNode } from '../xml/edit.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const duplicateChannel: Rule<VirtioChannel> = {
  id: 'duplicate-channel',
  severity: 'error',
  documentation: {
    summary: 'Two virtio channels with one name.',
    libvirt: `libvirt accepts the domain, and QEMU does not start: it takes one port of a name. Usual with a second
\`org.qemu.guest_agent.0\` that some tool has added.`,
    advice: 'Remove the second, as the fix does, or give it another name.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { duplicate } of duplicates(readVirtioChannels(domain), ({ name }) => name.value || undefined))
      yield { at: valueSpan(duplicate.name), data: duplicate };
  },
  message: ({ name }) =>
    l10n.t('Another channel has the name {0} already: QEMU does not start with two. Remove one.', name.value),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this channel'),
      edits: [removeNode(document, data.element)],
      preferred: true,
      safe: false,
    },
  ],
};
