import * as l10n from '@vscode/l10n';
import { readBitmap } from '../libvirt/bitmaps.ts';
import type { Domain } from '../libvirt/domain.ts';
import { readMemoryDevices } from '../libvirt/memory.ts';
import { readNumaCells } from '../libvirt/numa.ts';
import { writeNumbers } from '../libvirt/numberSets.ts';
import { numberIn } from '../libvirt/numbers.ts';
import { removeNode } from '../xml/edit.ts';
import { attribute, childrenNamed, firstChild, textContent } from '../xml/query.ts';
import type { Span, XmlElement } from '../xml/tree.ts';
import { textSpan } from './places.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface Reference {
  readonly at: Span;
  /** What the fix may remove; undefined for a memory device. */
  readonly element: XmlElement | undefined;
  readonly cells: readonly number[];
}

export const unknownNumaCell: Rule<Reference> = {
  id: 'unknown-numa-cell',
  severity: 'error',
  documentation: {
    summary: 'A reference to a NUMA cell of the guest that is not there.',
    libvirt: `\`<memnode cellid>\`, \`nodeset\` of a huge \`<page>\`, \`<sibling id>\` of distances, and \`<node>\` of a memory device name cells of the guest, not nodes of
the host. libvirt refuses the domain where the cell is missing: *Argument 'cellid' in memnode element must correspond to existing guest's
NUMA cell*, *hugepages: node 3 not found*, *can't add memory backend for guest node '3'*.`,
    advice:
      'Add the cell to `<cpu><numa>`, or name another one. The fix removes the `<memnode>`, `<page>` or `<sibling>`.',
  },
  *check({ domain }) {
    const ids = new Set(readNumaCells(domain).map(({ id }) => id));
    for (const reference of references(domain, ids.size > 0)) {
      const missing = reference.cells.filter((cell) => !ids.has(cell));
      if (missing.length > 0) yield { at: reference.at, data: { ...reference, cells: missing } };
    }
  },
  message: ({ cells }) =>
    l10n.t(
      'The guest has no NUMA cell {0}: libvirt refuses the domain. Its cells are those in <cpu><numa>, counted from 0.',
      writeNumbers(cells),
    ),
  fixes: ({ data: { element } }, { document }) =>
    element === undefined
      ? []
      : [
          {
            title: l10n.t('Remove it'),
            edits: [removeNode(document, element)],
            preferred: true,
            safe: false,
          },
        ],
};

/** Without cells, huge pages may name node 0, and memory devices are refused for another reason. */
function* references({ element: domain, ...rest }: Domain, hasCells: boolean): Iterable<Reference> {
  const tuning = firstChild(domain, 'numatune');
  for (const element of tuning === undefined ? [] : childrenNamed(tuning, 'memnode')) {
    const found = attribute(element, 'cellid');
    const cell = numberIn(found);
    if (found !== undefined && cell !== undefined) yield { at: valueSpan(found), element, cells: [cell] };
  }
  const backing = firstChild(domain, 'memoryBacking');
  const pages = backing && firstChild(backing, 'hugepages');
  for (const element of pages === undefined ? [] : childrenNamed(pages, 'page')) {
    const found = attribute(element, 'nodeset');
    const cells = found && [...(readBitmap(found.value) ?? [])].filter((cell) => hasCells || cell > 0);
    if (found !== undefined && cells !== undefined) yield { at: valueSpan(found), element, cells };
  }
  if (!hasCells) return;
  for (const { element: cell } of readNumaCells({ element: domain, ...rest })) {
    const distances = firstChild(cell, 'distances');
    const siblings = distances === undefined ? [] : childrenNamed(distances, 'sibling');
    for (const sibling of siblings) {
      const found = attribute(sibling, 'id');
      const id = numberIn(found);
      // libvirt refuses distances without a sibling, too.
      const element = siblings.length === 1 ? distances : sibling;
      if (found !== undefined && id !== undefined) yield { at: valueSpan(found), element, cells: [id] };
    }
  }
  for (const { node } of readMemoryDevices({ element: domain, ...rest })) {
    const cell = node && numberIn({ value: textContent(node) });
    if (node !== undefined && cell !== undefined)
      yield { at: textSpan(node), element: undefined, cells: [cell] };
  }
}
