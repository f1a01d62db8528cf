import * as l10n from '@vscode/l10n';
import { firstChild, textContent } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { setText, textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface NamedWrongly {
  readonly element: XmlElement;
  readonly name: string;
}

export const domainNameRefused: Rule<NamedWrongly> = {
  id: 'domain-name-refused',
  severity: 'error',
  documentation: {
    summary: 'The name of the domain has a `/` in it, or is `.` or `..`.',
    libvirt: `libvirt makes files and folders of that name. It refuses a slash (*name a/b cannot contain '/'*), and fails over \`.\` and
\`..\` with a message about its own folders. The schema accepts them.`,
    advice: 'The fix writes `-` for a slash.',
  },
  *check({ domain }) {
    const element = firstChild(domain.element, 'name');
    const name = element && textContent(element);
    if (element === undefined || name === undefined) return;
    if (name.includes('/') || name === '.' || name === '..')
      yield { at: textSpan(element), data: { element, name } };
  },
  message: ({ name }) =>
    l10n.t("libvirt makes files of the name and refuses '{0}': no slash, and neither . nor .. alone.", name),
  fixes: ({ data: { element, name } }, { document }) =>
    name.includes('/') && document.text.slice(textSpan(element).start, textSpan(element).end) === name
      ? [
          {
            title: l10n.t('Write {0}', name.replaceAll('/', '-')),
            edits: [setText(element, name.replaceAll('/', '-'))],
            preferred: true,
            safe: false,
          },
        ]
      : [],
};
