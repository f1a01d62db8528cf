import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

export const tabletOnPs2: Rule<XmlAttribute> = {
  id: 'tablet-on-ps2',
  severity: 'error',
  documentation: {
    summary: 'A tablet on the PS/2 bus.',
    libvirt:
      'libvirt refuses the domain: *ps2 bus does not support tablet input device*. PS/2 has a mouse and a keyboard.',
    advice: 'Use USB, as the fix does, or virtio where the guest has its drivers.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const input of domain.devices.get('input') ?? []) {
      const bus = attribute(input, 'bus');
      if (bus?.value === 'ps2' && attribute(input, 'type')?.value === 'tablet') yield { at: bus, data: bus };
    }
  },
  message: () => l10n.t("A tablet cannot be on the PS/2 bus: libvirt refuses the domain. Use bus='usb'."),
  fixes: ({ data: bus }, { document }) => [
    {
      title: l10n.t("Set bus='usb'"),
      edits: [setAttribute(document, bus.owner, 'bus', 'usb')],
      preferred: true,
      safe: false,
    },
  ],
};
