import * as l10n from '@vscode/l10n';
import { readMemory } from '../libvirt/memory.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { readNumaCells } from '../libvirt/numa.ts';
import { element, insertAfter } from '../xml/edit.ts';
import { childElements, firstChild } from '../xml/query.ts';
import type { Span, XmlElement } from '../xml/tree.ts';
import { textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface NoMemory {
  readonly name: XmlElement;
  /** Whether there is a `<memory>` that says 0. */
  readonly isZero: boolean;
}

export const missingMemory: Rule<NoMemory> = {
  id: 'missing-memory',
  severity: 'error',
  documentation: {
    summary: 'A domain with a name and without memory.',
    libvirt: `libvirt refuses it: *Memory size must be specified via <memory> or in the <numa> configuration*; so it does when
\`<memory>\` is 0. The schema accepts both.`,
    advice: "Add `<memory unit='GiB'>2</memory>`, or cells with memory to `<numa>`. The fix adds 2 GiB.",
  },
  *check({ domain }) {
    const name = firstChild(domain.element, 'name');
    const { element: memory, said } = readMemory(domain);
    if (name === undefined || readNumaCells(domain).length > 0 || !runsOnQemu(domain)) return;
    if (memory === undefined && childElements(domain.element).some(({ name }) => misspelt.test(name))) return;
    const at: Span | undefined =
      memory === undefined ? textSpan(name) : said === 0 ? textSpan(memory) : undefined;
    if (at !== undefined) yield { at, data: { name, isZero: memory !== undefined } };
  },
  message: ({ isZero }) =>
    isZero
      ? l10n.t('A guest without memory: libvirt refuses the domain.')
      : l10n.t('<memory> is missing: libvirt refuses the domain. Say how much the guest gets.'),
  fixes: ({ data: { name, isZero } }, { document }) =>
    isZero
      ? []
      : [
          {
            title: l10n.t('Add 2 GiB of memory'),
            edits: [
              insertAfter(
                document,
                name,
                element(document, 'memory', { unit: 'GiB' }).replace('/>', '>2</memory>'),
              ),
            ],
            preferred: true,
            safe: false,
          },
        ],
};

/** What was meant for it: the schema says so, and once is enough. */
const misspelt = /^mem(?!oryBacking$|tune$)/i;
