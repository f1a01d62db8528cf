import * as l10n from '@vscode/l10n';
import type { XmlAttribute } from '../xml/tree.ts';
import { queuesRead, valueFixes, valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface NotANumber {
  readonly attribute: XmlAttribute;
  /** What plain `define` reads; undefined when it refuses. */
  readonly read: number | undefined;
}

export const queuesNotANumber: Rule<NotANumber> = {
  id: 'queues-not-a-number',
  severity: 'error',
  documentation: {
    summary: 'The value of `queues` is not a plain number.',
    libvirt: `libvirt refuses it: *Invalid value for attribute 'queues' in element 'driver': … Expected non-negative integer
value*. So it does with \`4 \`, \`0x4\`, \`4.0\`, \`-1\`, the empty value, and numbers above 4294967295. A leading space or plus sign
(\` 4\`, \`+4\`) is only a warning here: libvirt's schema refuses it, but without validation libvirt reads 4.`,
    advice:
      'Write digits only. The fix keeps the number that was meant where one can be seen, within the limits.',
  },
  *check(context) {
    for (const { attribute, reading } of queuesRead(context)) {
      if (reading.kind === 'exact') continue;
      const read = reading.kind === 'lenient' ? reading.value : undefined;
      yield {
        at: valueSpan(attribute),
        data: { attribute, read },
        severity: read === undefined ? 'error' : 'warning',
      };
    }
  },
  message({ attribute: { value: text }, read }) {
    return read === undefined
      ? l10n.t("'{0}' is not a number: libvirt refuses the domain. Write digits only, for example 4.", text)
      : l10n.t(
          "'{0}' is refused when libvirt validates; without validation it is read as {1}. Write digits only.",
          text,
          read,
        );
  },
  fixes: ({ data }, context) =>
    valueFixes(data.attribute, context, data.read ?? meantNumber(data.attribute.value)),
};

/** The number in `4 `, `4x` or `4.0`; undefined where none leads. */
function meantNumber(text: string): number | undefined {
  const digits = /^\s*(\d{1,4})(?![\dxX])/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
