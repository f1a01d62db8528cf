import * as l10n from '@vscode/l10n';
import { removeWithEmptyOwner } from '../libvirt/interfaceEdits.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

/** Interfaces for which libvirt makes a device of that name on the host. */
const named = new Set(['network', 'bridge', 'direct', 'ethernet']);

/** Names that libvirt made itself and does not keep (virDomainNetDefParseXML). */
const generated = /^(vnet|macvtap|macvlan)\d/;

export const duplicateInterfaceTarget: Rule<XmlAttribute> = {
  id: 'duplicate-interface-target',
  severity: 'error',
  documentation: {
    summary: 'Two interfaces with one target device.',
    libvirt: `libvirt accepts the domain and does not start it: the second device cannot be made, since there is one of that name on
the host. Names that libvirt makes itself (\`vnet0\`, \`macvtap0\`) it does not keep: they are not reported.`,
    advice: 'Give it another name, or remove it, as the fix does: libvirt then makes a name.',
  },
  *check({ domain }) {
    const interfaces = domain.interfaces.filter(({ type }) => named.has(type));
    const nameOf = (name: string | undefined) => (name && !generated.test(name) ? name : undefined);
    for (const { duplicate } of duplicates(interfaces, (each) => nameOf(each.targetDevice))) {
      const target = firstChild(duplicate.element, 'target');
      const name = target && attribute(target, 'dev');
      if (name !== undefined) yield { at: valueSpan(name), data: name };
    }
  },
  message: ({ value }) =>
    l10n.t(
      'Another interface has the target {0} already: libvirt cannot start the VM. Give it another name, or none.',
      value,
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this target'),
      edits: removeWithEmptyOwner(document, [data]),
      preferred: true,
      safe: true,
    },
  ],
};
