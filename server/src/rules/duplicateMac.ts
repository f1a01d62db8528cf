import * as l10n from '@vscode/l10n';
import type { Interface } from '../libvirt/domain.ts';
import { removeWithEmptyOwner } from '../libvirt/interfaceEdits.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface DuplicateMac {
  readonly attribute: XmlAttribute;
  /** Position of the interface that has it first, from 0. */
  readonly first: number;
}

export const duplicateMac: Rule<DuplicateMac> = {
  id: 'duplicate-mac',
  severity: 'warning',
  documentation: {
    summary: 'Two interfaces with one MAC address.',
    libvirt: `libvirt accepts it and starts the VM. On one network the switch sends the packets of both to whichever spoke last, DHCP
gives both one address, and the connection comes and goes. Interfaces with \`<teaming>\` share their address on purpose: they are not
reported.`,
    advice:
      'Give each interface its own. The fix removes the second: libvirt then makes a new one and writes it into the domain.',
  },
  *check({ domain }) {
    const alone = domain.interfaces.filter(({ element }) => firstChild(element, 'teaming') === undefined);
    for (const { first, duplicate } of duplicates(alone, ({ mac }) => mac || undefined)) {
      const attribute = macOf(duplicate);
      if (attribute !== undefined)
        yield { at: valueSpan(attribute), data: { attribute, first: first.index } };
    }
  },
  message: ({ attribute: { value }, first }) =>
    l10n.t(
      'Interface {0} has the address {1} already: on one network neither works reliably. Remove it, and libvirt makes a new one.',
      first + 1,
      value,
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this MAC address'),
      edits: removeWithEmptyOwner(document, [data.attribute]),
      preferred: true,
      safe: false,
    },
  ],
};

function macOf({ element }: Interface): XmlAttribute | undefined {
  const mac = firstChild(element, 'mac');
  return mac && attribute(mac, 'address');
}
