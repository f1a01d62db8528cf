import * as l10n from '@vscode/l10n';
import { isGenerated, readAliases } from '../libvirt/aliases.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const aliasDropped: Rule<XmlAttribute> = {
  id: 'alias-dropped',
  severity: 'warning',
  documentation: {
    summary:
      'An alias of your own that does not start with `ua-`, or has other characters than letters, digits and `_.-`.',
    libvirt: `libvirt drops it silently and makes its own, \`net0\`, when the VM starts: what looks the device up by the alias does not
find it. Aliases as libvirt makes them, and those of a running VM (\`<domain id=…>\`), are not reported.`,
    advice: 'Start it with `ua-`, for "user alias", as the fix does.',
  },
  *check({ domain }) {
    if (attribute(domain.element, 'id') !== undefined) return;
    for (const { name, isKept } of readAliases(domain))
      if (!isKept && name.value !== '' && !isGenerated(name.value)) yield { at: valueSpan(name), data: name };
  },
  message: ({ value }) =>
    l10n.t("libvirt drops the alias '{0}' silently. Write {1}, and it stays.", value, kept(value)),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Set alias to {0}', kept(data.value)),
      edits: [setAttribute(document, data.owner, 'name', kept(data.value))],
      preferred: true,
      safe: true,
    },
  ],
};

function kept(alias: string): string {
  return `ua-${alias.replace(/^ua-/, '').replace(/[^\w.-]/g, '-')}`;
}
