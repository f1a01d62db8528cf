import * as l10n from '@vscode/l10n';
import { removeAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface Ignored {
  readonly cpuset: XmlAttribute;
  readonly placement: XmlAttribute;
}

export const cpusetIgnored: Rule<Ignored> = {
  id: 'cpuset-ignored',
  severity: 'warning',
  documentation: {
    summary: "`cpuset` on a `<vcpu>` with `placement='auto'`.",
    libvirt: `With \`placement='auto'\` libvirt asks numad for CPUs and drops \`cpuset\` silently. Where numad is not installed, the VM
does not start.`,
    advice: `Decide: the preferred fix removes \`placement\`, so that the list counts; the other one removes the list.`,
  },
  *check({ domain: { vcpus } }) {
    const cpuset = vcpus.element && attribute(vcpus.element, 'cpuset');
    const placement = vcpus.element && attribute(vcpus.element, 'placement');
    if (cpuset !== undefined && placement?.value === 'auto')
      yield { at: cpuset, data: { cpuset, placement } };
  },
  message: () =>
    l10n.t(
      "libvirt drops cpuset silently: with placement='auto' numad chooses the CPUs. Remove one of the two.",
    ),
  fixes: ({ data: { cpuset, placement } }, { document }) => [
    {
      title: l10n.t("Remove placement='auto'"),
      edits: [removeAttribute(document, placement)],
      preferred: true,
      safe: false,
    },
    {
      title: l10n.t('Remove cpuset'),
      edits: [removeAttribute(document, cpuset)],
      preferred: false,
      safe: true,
    },
  ],
};
