import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface DuplicatePort {
  readonly port: XmlAttribute;
  /** The lowest port that none has. */
  readonly free: number;
}

export const duplicateSerialPort: Rule<DuplicatePort> = {
  id: 'duplicate-serial-port',
  severity: 'error',
  documentation: {
    summary: 'Two serial ports of type `isa-serial` with one number.',
    libvirt:
      "libvirt refuses the domain: *target port '0' already allocated*. Usual after a `<serial>` was copied.",
    advice: 'Number them from 0, the COM1 of the guest. The fix takes the next number that is free.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const ports = (domain.devices.get('serial') ?? []).flatMap((serial) => {
      const target = firstChild(serial, 'target');
      const isIsa = target && attribute(target, 'type')?.value === 'isa-serial';
      return (isIsa && attribute(target, 'port')) || [];
    });
    const used = new Set(ports.map(({ value }) => Number(value)));
    for (const { duplicate: port } of duplicates(ports, ({ value }) => value)) {
      let free = 0;
      while (used.has(free)) free++;
      used.add(free);
      yield { at: valueSpan(port), data: { port, free } };
    }
  },
  message: ({ port }) =>
    l10n.t(
      'Another serial port has the number {0} already: libvirt refuses the domain. Give it another.',
      port.value,
    ),
  fixes: ({ data: { port, free } }, { document }) => [
    {
      title: l10n.t('Set {0} to {1}', 'port', free),
      edits: [setAttribute(document, port.owner, 'port', String(free))],
      preferred: true,
      safe: false,
    },
  ],
};
