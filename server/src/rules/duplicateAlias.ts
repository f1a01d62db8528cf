import * as l10n from '@vscode/l10n';
import { readAliases } from '../libvirt/aliases.ts';
import { removeWithEmptyOwner } from '../libvirt/interfaceEdits.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const duplicateAlias: Rule<XmlAttribute> = {
  id: 'duplicate-alias',
  severity: 'error',
  documentation: {
    summary: 'Two devices with one alias.',
    libvirt:
      'libvirt refuses the domain: *non unique alias detected: ua-x*. Aliases it would drop are not compared.',
    advice:
      'Give it another alias, or remove it, as the fix does: libvirt then makes one when the VM starts.',
  },
  *check({ domain }) {
    const kept = readAliases(domain).filter(({ isKept }) => isKept);
    for (const { duplicate } of duplicates(kept, ({ name }) => name.value))
      yield { at: valueSpan(duplicate.name), data: duplicate.name };
  },
  message: ({ value }) =>
    l10n.t(
      'Another device has the alias {0} already: libvirt refuses the domain. Give it another one, or none.',
      value,
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this alias'),
      edits: removeWithEmptyOwner(document, [data]),
      preferred: true,
      safe: false,
    },
  ],
};
