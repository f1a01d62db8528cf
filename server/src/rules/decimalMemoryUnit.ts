import * as l10n from '@vscode/l10n';
import { humanSize, sizeOfText } from '../libvirt/sizes.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute, childElements, textContent } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface DecimalUnit {
  readonly unit: XmlAttribute;
  readonly bytes: number;
  /** `MiB` for `MB`. */
  readonly binary: string;
}

export const decimalMemoryUnit: Rule<DecimalUnit> = {
  id: 'decimal-memory-unit',
  severity: 'information',
  documentation: {
    summary: 'Memory in `KB`, `MB`, `GB` or `TB`, which are powers of ten.',
    libvirt: `libvirt reads \`GB\` as 1,000,000,000 bytes and stores whole KiB: 1 GB becomes 976563 KiB, 7 % less than 1 GiB. \`G\` and
\`GiB\` are powers of two.`,
    advice:
      'Memory is counted in powers of two nearly everywhere. The fix takes the binary unit; the guest gets that little more.',
  },
  *check({ domain }) {
    for (const element of childElements(domain.element)) {
      const unit = attribute(element, 'unit');
      const [, letter] = /^([kmgtpe])b$/i.exec(unit?.value ?? '') ?? [];
      if (unit === undefined || letter === undefined) continue;
      const size = sizeOfText(element, textContent(element));
      const binary = `${letter.toUpperCase()}iB`;
      if (size !== undefined) yield { at: valueSpan(unit), data: { unit, bytes: size.bytes, binary } };
    }
  },
  message: ({ unit, bytes, binary }) =>
    l10n.t(
      '{0} is a power of ten: the guest gets {1}. Write {2} for a power of two.',
      unit.value,
      humanSize(bytes),
      binary,
    ),
  fixes: ({ data: { unit, binary } }, { document }) => [
    {
      title: l10n.t('Write the unit {0}', binary),
      edits: [setAttribute(document, unit.owner, 'unit', binary)],
      preferred: true,
      safe: false,
    },
  ],
};
