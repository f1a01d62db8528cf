import * as l10n from '@vscode/l10n';
import { removeNode } from '../xml/edit.ts';
import { attribute, childrenNamed, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

export const severalDefaultHugePages: Rule<XmlElement> = {
  id: 'several-default-huge-pages',
  severity: 'error',
  documentation: {
    summary: 'Two `<page>` sizes in `<hugepages>` without `nodeset`.',
    libvirt: `libvirt refuses the domain: *two master hugepages detected: 1048576 and 2048*. A page without \`nodeset\` is for all cells that
no other page names, and there can be one such.`,
    advice:
      'Say with `nodeset` which cells of the guest each size is for, or keep one. The fix removes the second.',
  },
  *check({ domain }) {
    const backing = firstChild(domain.element, 'memoryBacking');
    const pages = backing && firstChild(backing, 'hugepages');
    if (pages === undefined) return;
    const all = childrenNamed(pages, 'page').filter((page) => attribute(page, 'nodeset') === undefined);
    for (const page of all.slice(1)) yield { at: page.startTag, data: page };
  },
  message: () =>
    l10n.t(
      'Another <page> is for all cells already: libvirt refuses the domain. Say with nodeset which cells each is for.',
    ),
  fixes: ({ data }, { document }) => [
    { title: l10n.t('Remove it'), edits: [removeNode(document, data)], preferred: true, safe: false },
  ],
};
