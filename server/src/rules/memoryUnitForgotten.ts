import * as l10n from '@vscode/l10n';
import { sizeIn } from '../libvirt/memory.ts';
import { humanSize } from '../libvirt/sizes.ts';
import { addAttributes } from '../xml/edit.ts';
import { attribute, childElements, textContent } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface Forgotten {
  readonly element: XmlElement;
  readonly number: number;
}

/** KiB. Less than this is no guest that people run; in MiB it would be 16 GiB. */
const suspicious = 16 * 1024;

export const memoryUnitForgotten: Rule<Forgotten> = {
  id: 'memory-unit-forgotten',
  severity: 'warning',
  documentation: {
    summary: 'A size of memory without a unit, so small that another unit was meant.',
    libvirt: `Without a unit libvirt counts KiB: \`<memory>4096</memory>\` is 4 MiB. It accepts that, and the VM starts, with too little
memory for any operating system.`,
    advice: `Write the unit. The preferred fix takes MiB, the others GiB, for small numbers, and KiB, if that is what you want. Reported below
16384.`,
  },
  *check({ domain }) {
    for (const element of childElements(domain.element)) {
      if (!sizes.has(element.name) || attribute(element, 'unit') !== undefined) continue;
      const number = sizeIn(element);
      if (number && number < suspicious) yield { at: textSpan(element), data: { element, number } };
    }
  },
  message: ({ number }) =>
    l10n.t(
      'Without a unit libvirt counts KiB: this is {0}. Write the unit, for example MiB.',
      humanSize(number * 1024),
    ),
  fixes({ data: { element } }, { document }) {
    const units = Number(textContent(element)) <= 64 ? ['GiB', 'MiB', 'KiB'] : ['MiB', 'KiB'];
    return units.map((unit, index) => ({
      title: l10n.t('Write the unit {0}', unit),
      edits: [addAttributes(document, element, { unit })],
      preferred: index === 0,
      safe: false,
    }));
  },
};

const sizes = new Set(['memory', 'currentMemory', 'maxMemory']);
