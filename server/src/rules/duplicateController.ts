import * as l10n from '@vscode/l10n';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { numberIn } from '../libvirt/numbers.ts';
import { removeNode } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { duplicates } from './duplicates.ts';
import type { Rule } from './rule.ts';

interface SecondController {
  readonly controller: XmlElement;
  readonly type: string;
  readonly index: number;
}

export const duplicateController: Rule<SecondController> = {
  id: 'duplicate-controller',
  severity: 'error',
  documentation: {
    summary: 'Two controllers of one type with one index.',
    libvirt: `libvirt refuses the domain: *Multiple 'scsi' controllers with index '0'*, *Duplicate USB controllers with index 0*. The
companions of an \`ich9-ehci1\` USB controller share its index on purpose.`,
    advice:
      'Give it the next index, or remove it, as the fix does. A controller without an index gets one from libvirt.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    const controllers = (domain.devices.get('controller') ?? []).flatMap((controller) => {
      const type = attribute(controller, 'type')?.value;
      const index = numberIn(attribute(controller, 'index'));
      const isCompanion = /^ich9-|^piix3-|^vt82c686b-/.test(attribute(controller, 'model')?.value ?? '');
      return type && index !== undefined && !isCompanion ? { controller, type, index } : [];
    });
    for (const { duplicate } of duplicates(controllers, ({ type, index }) => `${type} ${index}`))
      yield { at: duplicate.controller.startTag, data: duplicate };
  },
  message: ({ type, index }) =>
    l10n.t(
      'A second controller of type {0} with index {1}: libvirt refuses the domain. Give it another index.',
      type,
      index,
    ),
  fixes: ({ data }, { document }) => [
    {
      title: l10n.t('Remove this controller'),
      edits: [removeNode(document, data.controller)],
      preferred: true,
      safe: false,
    },
  ],
};
