import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { removeNode } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import type { Rule } from './rule.ts';

interface Second {
  readonly graphics: XmlElement;
  readonly type: string;
}

export const duplicateGraphics: Rule<Second> = {
  id: 'duplicate-graphics',
  severity: 'error',
  documentation: {
    summary: 'Two `<graphics>` of one type.',
    libvirt: `libvirt accepts the domain and does not start it: *only 1 graphics device of each type (sdl, vnc, spice, headless, dbus) is
supported*. One VNC and one SPICE server together are fine.`,
    advice: 'Keep one; it can have several `<listen>` elements. The fix removes the second.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const typeOf = (graphics: XmlElement) => attribute(graphics, 'type')?.value;
    for (const { duplicate, key } of duplicates(domain.devices.get('graphics') ?? [], typeOf))
      yield { at: duplicate.startTag, data: { graphics: duplicate, type: key } };
  },
  message: ({ type }) =>
    l10n.t('A second <graphics> of type {0}: libvirt does not start the VM with two. Remove one.', type),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this <graphics>'),
      edits: [removeNode(document, data.graphics)],
      preferred: true,
      safe: false,
    },
  ],
};
