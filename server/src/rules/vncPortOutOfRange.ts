import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeAttribute, setAttribute, type TextEdit } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface BadPort {
  readonly graphics: XmlElement;
  /** Undefined when there is none. */
  readonly port: XmlAttribute | undefined;
}

export const vncPortOutOfRange: Rule<BadPort> = {
  id: 'vnc-port-out-of-range',
  severity: 'error',
  documentation: {
    summary: "A VNC port below 5900, or `autoport='no'` without a port.",
    libvirt: `libvirt accepts the domain and does not start it: *vnc port must be in range [5900,65535]*. VNC counts displays from port
5900.`,
    advice: "Write a port from 5900, or let libvirt choose one, as the fix does: `autoport='yes'`.",
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const graphics of domain.devices.get('graphics') ?? []) {
      if (attribute(graphics, 'type')?.value !== 'vnc' || hasSocket(graphics)) continue;
      const autoport = attribute(graphics, 'autoport');
      const port = attribute(graphics, 'port');
      if (autoport?.value === 'yes' || port?.value === '-1') continue;
      const isLow =
        port !== undefined && /^\d+$/.test(port.value) && Number(port.value) < 5900 && port.value !== '0';
      if (isLow) yield { at: port, data: { graphics, port } };
      else if (port === undefined && autoport?.value === 'no')
        yield { at: autoport, data: { graphics, port } };
    }
  },
  message: ({ port }) =>
    port === undefined
      ? l10n.t("autoport='no' needs a port from 5900: libvirt does not start the VM.")
      : l10n.t('VNC ports start at 5900: libvirt does not start the VM with {0}.', port.value),
  fixes({ data: { graphics, port } }, { document }) {
    const remove: TextEdit[] = port === undefined ? [] : [removeAttribute(document, port)];
    return [
      {
        title: l10n.t('Let libvirt choose the port'),
        edits: [...remove, setAttribute(document, graphics, 'autoport', 'yes')],
        preferred: true,
        safe: false,
      },
    ];
  },
};

function hasSocket(graphics: XmlElement): boolean {
  return (
    attribute(graphics, 'socket') !== undefined ||
    graphics.children.some(
      (child) =>
        child.kind === 'element' &&
        child.name === 'listen' &&
        ['socket', 'none'].includes(attribute(child, 'type')?.value ?? ''),
    )
  );
}
