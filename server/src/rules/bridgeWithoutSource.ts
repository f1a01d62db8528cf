import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { firstChild } from '../xml/query.ts';
import type { Rule } from './rule.ts';

export const bridgeWithoutSource: Rule<Interface> = {
  id: 'bridge-without-source',
  severity: 'error',
  documentation: {
    summary: 'An interface of type `bridge` that does not name its bridge.',
    libvirt:
      "libvirt refuses the domain: *interface type='bridge' requires a 'source' element*. The schema accepts it.",
    advice: "Add `<source bridge='br0'/>` with the name of the host's bridge.",
  },
  *check({ domain }) {
    for (const iface of domain.interfaces)
      if (iface.type === 'bridge' && firstChild(iface.element, 'source') === undefined)
        yield { at: iface.element.startTag, data: iface };
  },
  message: () => l10n.t("An interface of type 'bridge' needs <source bridge=…>: libvirt refuses the domain."),
  fixes: () => [],
};
