import * as l10n from '@vscode/l10n';
import { readBootOrders } from '../libvirt/bootOrder.ts';
import { readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeNode } from '../xml/edit.ts';
import { childrenNamed } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

export const bootOrderTwice: Rule<readonly XmlElement[]> = {
  id: 'boot-order-twice',
  severity: 'error',
  documentation: {
    summary: '`<boot dev>` in `<os>` together with `<boot order>` in a device.',
    libvirt:
      'libvirt refuses the domain: *per-device boot elements cannot be used together with os/boot elements*.',
    advice: 'Keep one of the two ways. The fix removes `<boot dev>`: the order in the devices says more.',
  },
  *check({ domain }) {
    const { os } = readMachine(domain);
    const boots = os === undefined ? [] : childrenNamed(os, 'boot');
    const [first] = boots;
    if (first === undefined || readBootOrders(domain).length === 0 || !runsOnQemu(domain)) return;
    yield { at: first, data: boots };
  },
  message: () =>
    l10n.t(
      'A device has a <boot order>, and libvirt refuses the two together. Remove the <boot> elements of <os>.',
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove <boot> from <os>'),
      edits: data.map((boot) => removeNode(document, boot)),
      preferred: true,
      safe: false,
    },
  ],
};
