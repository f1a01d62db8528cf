import * as l10n from '@vscode/l10n';
import { setAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

export const cpuFeatureWithoutModel: Rule<XmlElement> = {
  id: 'cpu-feature-without-model',
  severity: 'error',
  documentation: {
    summary: 'Features of the CPU without a `<model>` that they change.',
    libvirt: `libvirt refuses the domain: *Non-empty feature list specified without CPU model*. Without \`mode\` the mode is \`custom\`,
which needs a model; \`host-model\` and \`host-passthrough\` bring theirs.`,
    advice: "Add `<model>`, or start from the host's CPU with `mode='host-model'`, as the fix does.",
  },
  *check({ domain }) {
    const cpu = firstChild(domain.element, 'cpu');
    const feature = cpu && firstChild(cpu, 'feature');
    const mode = cpu && (attribute(cpu, 'mode')?.value ?? 'custom');
    if (cpu && feature && mode === 'custom' && firstChild(cpu, 'model') === undefined)
      yield { at: feature.startTag, data: cpu };
  },
  message: () =>
    l10n.t(
      "Features need a CPU model to change: libvirt refuses the domain. Add <model>, or write mode='host-model'.",
    ),
  fixes: ({ data: cpu }, { document }) => [
    {
      title: l10n.t("Set mode='host-model'"),
      edits: [setAttribute(document, cpu, 'mode', 'host-model')],
      preferred: true,
      safe: false,
    },
  ],
};
