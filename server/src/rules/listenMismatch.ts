import * as l10n from '@vscode/l10n';
import { removeAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface Mismatch {
  readonly listen: XmlAttribute;
  readonly address: string;
}

export const listenMismatch: Rule<Mismatch> = {
  id: 'listen-mismatch',
  severity: 'error',
  documentation: {
    summary: '`listen` of `<graphics>` says another address than its first `<listen>` element.',
    libvirt: `libvirt refuses the domain: *graphics 'listen' attribute '0.0.0.0' must match 'address' attribute of first listen element*.
The attribute is the old form, which libvirt prints beside the new one; usual after only one of them was changed.`,
    advice: 'Remove the attribute, as the fix does: the element says it all.',
  },
  *check({ domain }) {
    for (const graphics of domain.devices.get('graphics') ?? []) {
      const listen = attribute(graphics, 'listen');
      const element = firstChild(graphics, 'listen');
      const address = element && attribute(element, 'address')?.value;
      const isAddress = element && attribute(element, 'type')?.value === 'address';
      if (listen && isAddress && address && listen.value !== address)
        yield { at: listen, data: { listen, address } };
    }
  },
  message: ({ listen, address }) =>
    l10n.t(
      'listen says {0}, and the first <listen> element {1}: libvirt refuses the domain. Remove the attribute.',
      listen.value,
      address,
    ),
  fixes: ({ data: { listen } }, { document }) => [
    {
      title: l10n.t('Remove {0}', 'listen'),
      edits: [removeAttribute(document, listen)],
      preferred: true,
      safe: false,
    },
  ],
};
