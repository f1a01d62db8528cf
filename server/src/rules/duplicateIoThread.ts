import * as l10n from '@vscode/l10n';
import { readIoThreads } from '../libvirt/ioThreads.ts';
import { removeNode } from '../xml/edit.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const duplicateIoThread: Rule<XmlAttribute> = {
  id: 'duplicate-iothread',
  severity: 'error',
  documentation: {
    summary: 'Two `<iothread>` in `<iothreadids>` with one id.',
    libvirt: "libvirt refuses the domain: *duplicate iothread id '5' found*.",
    advice: 'Give it another id, or remove it, as the fix does.',
  },
  *check({ domain }) {
    for (const { duplicate } of duplicates(readIoThreads(domain).declared, ({ value }) => value))
      yield { at: valueSpan(duplicate), data: duplicate };
  },
  message: ({ value }) =>
    l10n.t('A second I/O thread with id {0}: libvirt refuses the domain. Give it another id.', value),
  fixes: ({ data }, { document }) => [
    { title: l10n.t('Remove it'), edits: [removeNode(document, data.owner)], preferred: true, safe: false },
  ],
};
