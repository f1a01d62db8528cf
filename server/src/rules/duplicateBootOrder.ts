import * as l10n from '@vscode/l10n';
import { type BootOrder, readBootOrders } from '../libvirt/bootOrder.ts';
import { setAttribute } from '../xml/edit.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface DuplicateOrder extends BootOrder {
  /** The lowest number above it that no device has. */
  readonly free: number;
}

export const duplicateBootOrder: Rule<DuplicateOrder> = {
  id: 'duplicate-boot-order',
  severity: 'error',
  documentation: {
    summary: 'Two devices with one boot order.',
    libvirt:
      "libvirt refuses the domain: *boot order '1' used for more than one device*. Gaps do not matter.",
    advice: 'Give it another number. The fix takes the next one that is free.',
  },
  *check({ domain }) {
    const orders = readBootOrders(domain);
    const used = new Set(orders.map(({ order }) => order));
    for (const { duplicate } of duplicates(orders, ({ order }) => String(order))) {
      let free = duplicate.order + 1;
      while (used.has(free)) free++;
      used.add(free);
      yield { at: valueSpan(duplicate.attribute), data: { ...duplicate, free } };
    }
  },
  message: ({ order }) =>
    l10n.t(
      'Another device has boot order {0} already: libvirt refuses the domain. Give it another number.',
      order,
    ),
  fixes: ({ data: { attribute, free } }, { document }) => [
    {
      title: l10n.t('Set boot order to {0}', free),
      edits: [setAttribute(document, attribute.owner, 'order', String(free))],
      preferred: true,
      safe: false,
    },
  ],
};
