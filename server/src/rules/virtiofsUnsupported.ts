import * as l10n from '@vscode/l10n';
import { type Filesystem, readFilesystems } from '../libvirt/filesystems.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import { removeAttributeFix, removeElementFix } from './attributeFixes.ts';
import type { Rule } from './rule.ts';

interface Unsupported {
  readonly found: XmlAttribute | XmlElement;
}

export const virtiofsUnsupported: Rule<Unsupported> = {
  id: 'virtiofs-unsupported',
  severity: 'error',
  documentation: {
    summary: 'Something about a virtiofs file system that only 9p file systems have.',
    libvirt: `libvirt refuses an \`accessmode\` other than \`passthrough\` (*virtiofs only supports passthrough accessmode*), \`multidevs\`, and
\`<readonly/>\` (*virtiofs does not yet support read-only mode*; newer versions may take it).`,
    advice:
      'The fix removes it. To protect files, export a read-only bind mount, or mount it read-only in the guest.',
  },
  *check({ domain }) {
    if (!runsOnQemu(domain)) return;
    for (const filesystem of readFilesystems(domain))
      if (filesystem.isVirtiofs)
        for (const found of unsupportedOf(filesystem)) yield { at: found, data: { found } };
  },
  message: ({ found }) =>
    'kind' in found
      ? l10n.t('libvirt 9.0 refuses <{0}/> on virtiofs; newer versions may take it. Remove it.', found.name)
      : l10n.t("libvirt refuses {0}='{1}' on virtiofs. Remove it.", found.name, found.value),
  fixes: ({ data: { found } }, { document }) => {
    const how = { preferred: true, safe: false };
    return [
      'kind' in found ? removeElementFix(document, found, how) : removeAttributeFix(document, found, how),
    ];
  },
};

function unsupportedOf({ element }: Filesystem): (XmlAttribute | XmlElement)[] {
  const accessMode = attribute(element, 'accessmode');
  const refused = [
    accessMode?.value === 'passthrough' ? undefined : accessMode,
    attribute(element, 'multidevs'),
    firstChild(element, 'readonly'),
  ];
  return refused.filter((each) => each !== undefined);
}
