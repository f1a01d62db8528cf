import * as l10n from '@vscode/l10n';
import { addAttributes, removeNode } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import type { Rule } from './rule.ts';

interface DuplicateDriver {
  readonly first: XmlElement;
  readonly duplicate: XmlElement;
  /** What only the duplicate says. */
  readonly lost: readonly XmlAttribute[];
}

export const duplicateDriver: Rule<DuplicateDriver> = {
  id: 'duplicate-driver',
  severity: 'warning',
  documentation: {
    summary: 'A second `<driver>` in one interface.',
    libvirt: `libvirt reads the first \`<driver>\` and drops all others without a word; only the schema
(\`virsh define --validate\`) refuses them. Where the first has the name and the second the queues, the VM starts with one queue.`,
    advice:
      'Keep one. The fix merges what the first does not say into it and removes the second; where both say a thing, the first stays, as with libvirt.',
  },
  *check({ domain }) {
    for (const { drivers } of domain.interfaces) {
      const [first, ...others] = drivers;
      if (first === undefined) continue;
      for (const duplicate of others) {
        const lost = duplicate.attributes.filter(({ name }) => attribute(first, name) === undefined);
        yield { at: duplicate.startTag, data: { first, duplicate, lost } };
      }
    }
  },
  message({ lost }) {
    return lost.length > 0
      ? l10n.t(
          'libvirt reads the first <driver> only: it drops {0} of this one silently. Merge the two.',
          lost.map(({ name }) => name).join(', '),
        )
      : l10n.t('libvirt reads the first <driver> only: it drops this one silently. Remove it.');
  },
  fixes({ data: { first, duplicate, lost } }, { document }) {
    const remove = removeNode(document, duplicate);
    const merge = Object.fromEntries(lost.map(({ name, value }) => [name, value]));
    const removal = {
      title: l10n.t('Remove this <driver>'),
      edits: [remove],
      preferred: lost.length === 0,
      safe: duplicate.children.length === 0,
    };
    if (lost.length === 0) return [removal];
    return [
      {
        title: l10n.t('Merge it into the first <driver>'),
        edits: [addAttributes(document, first, merge), remove],
        preferred: true,
        safe: duplicate.children.length === 0,
      },
      removal,
    ];
  },
};
