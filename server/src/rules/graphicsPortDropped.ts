import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeAttribute, setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface PortDropped {
  readonly graphics: XmlElement;
  readonly port: XmlAttribute;
}

export const graphicsPortDropped: Rule<PortDropped> = {
  id: 'graphics-port-dropped',
  severity: 'information',
  documentation: {
    summary: "A port of `<graphics>` together with `autoport='yes'`.",
    libvirt: `With \`autoport='yes'\` libvirt drops the port silently and takes the first free one from 5900 each time the VM starts. What
\`virsh dumpxml\` prints of a running VM (\`<domain id=…>\`) has both: the port is the one in use then, and it is not reported.`,
    advice: `If the port is to be this one, write \`autoport='no'\`. The preferred fix removes the port, which changes nothing.`,
  },
  *check({ domain }) {
    if (attribute(domain.element, 'id') !== undefined || !runsOnQemu(domain)) return;
    for (const graphics of domain.devices.get('graphics') ?? []) {
      const port = attribute(graphics, 'port');
      const isAutomatic = attribute(graphics, 'autoport')?.value === 'yes';
      if (port !== undefined && isAutomatic && Number(port.value) > 0)
        yield { at: port, data: { graphics, port } };
    }
  },
  message: ({ port }) =>
    l10n.t(
      "libvirt drops the port {0} silently: autoport='yes' takes a free one. Write autoport='no' to keep it, or remove it.",
      port.value,
    ),
  fixes: ({ data: { graphics, port } }, { document }) => [
    {
      title: l10n.t('Remove the port'),
      edits: [removeAttribute(document, port)],
      preferred: true,
      safe: true,
    },
    {
      title: l10n.t("Keep the port: autoport='no'"),
      edits: [setAttribute(document, graphics, 'autoport', 'no')],
      preferred: false,
      safe: false,
    },
  ],
};
