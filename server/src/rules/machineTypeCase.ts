import * as l10n from '@vscode/l10n';
import { isPc, readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

export const machineTypeCase: Rule<XmlAttribute> = {
  id: 'machine-type-case',
  severity: 'error',
  documentation: {
    summary: 'A machine type of a PC in upper case: `Q35`.',
    libvirt: `QEMU's names of PCs are lower case, and libvirt compares them as they are: \`Q35\` is no machine it knows. It refuses the domain
with a message that does not say so: *No PCI buses available*.`,
    advice: 'Write it in lower case, as the fix does.',
  },
  *check({ domain }) {
    const machine = readMachine(domain);
    const name = machine.element && attribute(machine.element, 'machine');
    if (name === undefined || !isPc(machine) || !runsOnQemu(domain)) return;
    if (
      /^(pc|q35|microvm|isapc)(-|$)/.test(name.value.toLowerCase()) &&
      name.value !== name.value.toLowerCase()
    )
      yield { at: valueSpan(name), data: name };
  },
  message: ({ value }) =>
    l10n.t(
      "There is no machine type '{0}', and libvirt refuses the domain: it is written {1}.",
      value,
      value.toLowerCase(),
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Write {0}', data.value.toLowerCase()),
      edits: [setAttribute(document, data.owner, 'machine', data.value.toLowerCase())],
      preferred: true,
      safe: true,
    },
  ],
};
