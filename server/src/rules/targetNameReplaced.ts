import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { removeAttributeFix } from './attributeFixes.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface TargetName {
  readonly attribute: XmlAttribute;
  readonly prefix: string;
}

/** Prefixes of the names that libvirt makes up (virDomainNetDefParseXML). */
const ownPrefixes = ['vnet', 'macvtap', 'macvlan'];

export const targetNameReplaced: Rule<TargetName> = {
  id: 'target-name-replaced',
  severity: 'hint',
  documentation: {
    summary: 'The name of a device on the host begins with a prefix that libvirt keeps for itself.',
    libvirt: `libvirt drops every \`<target dev>\` that begins with \`vnet\`, \`macvtap\` or \`macvlan\`, and makes up a name at each start.
\`virsh dumpxml\` of a running VM shows the name that it made up; that is how such names get into documents.`,
    advice:
      'Remove it, as the fix does. If something on the host needs a fixed name, choose one with another beginning, of at most 15 characters.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const { element } of domain.interfaces) {
      const target = firstChild(element, 'target');
      const name = target && attribute(target, 'dev');
      const prefix = ownPrefixes.find((each) => name?.value.startsWith(each));
      if (name !== undefined && prefix !== undefined)
        yield { at: valueSpan(name), data: { attribute: name, prefix } };
    }
  },
  message: ({ attribute: { value }, prefix }) =>
    l10n.t(
      "libvirt drops the name '{0}' and makes up another at each start: names that begin with {1} are its own. Remove it, or choose another beginning.",
      value,
      prefix,
    ),
  fixes: ({ data }, { document }) => [
    removeAttributeFix(document, data.attribute, { preferred: true, safe: true }),
  ],
};
