import * as l10n from '@vscode/l10n';
import { childElements, firstChild, textContent } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import { setText, textSpan } from './places.ts';
import type { Rule } from './rule.ts';

interface OutOfRange {
  readonly element: XmlElement;
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
}

const shares = { lowest: 2, highest: 262144 };
/** Microseconds (virDomainDefCputuneValidate). */
const quota = { lowest: 1000, highest: 17592186044415 };
const ranges: Readonly<Record<string, typeof shares>> = {
  shares,
  quota,
  global_quota: quota,
  emulator_quota: quota,
  iothread_quota: quota,
};

export const cputuneOutOfRange: Rule<OutOfRange> = {
  id: 'cputune-out-of-range',
  severity: 'error',
  documentation: {
    summary: 'CPU shares or a CPU quota outside of what libvirt takes.',
    libvirt: `Shares run from 2 to 262144, and quotas are microseconds in a period, from 1000 to 17592186044415; 0 or less means no
limit. libvirt refuses every other: *Value of cputune 'quota' must be in range [1000, 17592186044415]*, though its schema accepts it.`,
    advice: `A quota of half a CPU in the usual period of 100000 is 50000, not 50. The fix sets the nearest number that libvirt
takes.`,
  },
  *check({ domain }) {
    const cputune = firstChild(domain.element, 'cputune');
    if (cputune === undefined) return;
    for (const element of childElements(cputune)) {
      const range = ranges[element.name];
      const text = textContent(element);
      if (range === undefined || !/^\d+$/.test(text)) continue;
      const value = Number(text);
      if (value === 0 || (value >= range.lowest && value <= range.highest)) continue;
      yield { at: textSpan(element), data: { element, value, ...range } };
    }
  },
  message: ({ element, value, lowest, highest }) =>
    l10n.t(
      '{0} of {1} is outside of {2} to {3}: libvirt refuses the domain.',
      element.name,
      value,
      lowest,
      highest,
    ),
  fixes({ data: { element, value, lowest, highest } }) {
    const nearest = value < lowest ? lowest : highest;
    return [
      {
        title: l10n.t('Set {0} to {1}', element.name, nearest),
        edits: [setText(element, String(nearest))],
        preferred: true,
        safe: false,
      },
    ];
  },
};
