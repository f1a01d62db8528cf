import * as l10n from '@vscode/l10n';
import { readVirtioChannels } from '../libvirt/channels.ts';
import { setAttribute } from '../xml/edit.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

const agent = 'org.qemu.guest_agent.0';

export const guestAgentChannelName: Rule<XmlAttribute> = {
  id: 'guest-agent-channel-name',
  severity: 'warning',
  documentation: {
    summary: `A channel whose name looks like that of the guest agent and is not \`${agent}\`.`,
    libvirt: `libvirt accepts any name and knows the agent by that one alone. With another, \`virsh shutdown --mode=agent\`,
\`virsh domifaddr --source agent\` and all else that asks the agent fail: *QEMU guest agent is not configured*.`,
    advice: 'The fix corrects the name; the agent in the guest opens the port of that name, too.',
  },
  *check({ domain }) {
    const names = readVirtioChannels(domain).map(({ name }) => name);
    if (names.some(({ value }) => value === agent)) return;
    for (const name of names)
      if (/guest[._-]?agent|qemu[._-]?ga\b/i.test(name.value)) yield { at: valueSpan(name), data: name };
  },
  message: ({ value }) =>
    l10n.t("libvirt does not find the guest agent at '{0}': the name has to be {1}.", value, agent),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Set the name to {0}', agent),
      edits: [setAttribute(document, data.owner, 'name', agent)],
      preferred: true,
      safe: true,
    },
  ],
};
