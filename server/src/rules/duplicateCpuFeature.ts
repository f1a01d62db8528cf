import * as l10n from '@vscode/l10n';
import { removeNode } from '../xml/edit.ts';
import { attribute, childrenNamed, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const duplicateCpuFeature: Rule<XmlAttribute> = {
  id: 'duplicate-cpu-feature',
  severity: 'error',
  documentation: {
    summary: 'One feature of the CPU twice.',
    libvirt:
      "libvirt refuses the domain: *CPU feature 'vmx' specified more than once*, also where both say the same policy.",
    advice: 'Keep one. The fix removes the second.',
  },
  *check({ domain }) {
    const cpu = firstChild(domain.element, 'cpu');
    const names = (cpu === undefined ? [] : childrenNamed(cpu, 'feature')).flatMap(
      (feature) => attribute(feature, 'name') ?? [],
    );
    for (const { duplicate } of duplicates(names, ({ value }) => value || undefined))
      yield { at: valueSpan(duplicate), data: duplicate };
  },
  message: ({ value }) =>
    l10n.t('The CPU feature {0} is there already: libvirt refuses the domain. Keep one.', value),
  fixes: ({ data }, { document }) => [
    { title: l10n.t('Remove it'), edits: [removeNode(document, data.owner)], preferred: true, safe: false },
  ],
};
