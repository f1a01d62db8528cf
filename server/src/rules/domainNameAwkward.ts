import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { firstChild, textContent } from '../xml/query.ts';
import { textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface Awkward {
  readonly name: string;
  readonly why: 'number' | 'option' | 'space';
}

export const domainNameAwkward: Rule<Awkward> = {
  id: 'domain-name-awkward',
  severity: 'hint',
  documentation: {
    summary:
      'A name of the domain that commands read as something else: a number, a leading `-`, white space around it.',
    libvirt: `libvirt accepts it. But \`virsh start 12\` looks for the domain with the id 12 first, \`virsh start -vm\` for an option,
and white space around a name belongs to it and has to be quoted.`,
    advice: 'Choose a name that starts with a letter.',
  },
  *check({ domain }) {
    const element = firstChild(domain.element, 'name');
    const name = element && textContent(element);
    if (!runsOnQemu(domain) || element === undefined || !name || name.trim() === '' || name.includes('\n'))
      return;
    const why = awkwardness(name);
    if (why !== undefined) yield { at: textSpan(element), data: { name, why } };
  },
  message({ name, why }) {
    switch (why) {
      case 'number':
        return l10n.t(
          'virsh reads {0} as the id of a running domain first. Choose a name that is not a number.',
          name,
        );
      case 'option':
        return l10n.t('virsh reads {0} as an option. Choose a name that does not start with -.', name);
      case 'space':
        return l10n.t('The white space around the name belongs to it, and every command has to quote it.');
    }
  },
  fixes: () => [],
};

function awkwardness(name: string): Awkward['why'] | undefined {
  if (name.trim() !== name) return 'space';
  if (/^\d+$/.test(name)) return 'number';
  return name.startsWith('-') ? 'option' : undefined;
}
