import * as l10n from '@vscode/l10n';
import { readBitmap } from '../libvirt/bitmaps.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute, childElements, childrenNamed } from '../xml/query.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface Unreadable {
  readonly attribute: XmlAttribute;
  /** The first range that runs backwards; without one the list comes out empty or names too high a number. */
  readonly backwards: string | undefined;
  readonly isEmpty: boolean;
}

/** Where libvirt reads a list of numbers, below the domain. */
const lists: Readonly<Record<string, readonly string[]>> = {
  vcpu: ['cpuset'],
  vcpupin: ['cpuset'],
  emulatorpin: ['cpuset'],
  iothreadpin: ['cpuset'],
  vcpusched: ['vcpus'],
  iothreadsched: ['iothreads'],
  memory: ['nodeset'],
  memnode: ['nodeset'],
  cell: ['cpus'],
  page: ['nodeset'],
};

/** The elements of the domain that these lists stand in. */
const owners = ['vcpu', 'cputune', 'numatune', 'cpu', 'memoryBacking'];

export const cpuListUnreadable: Rule<Unreadable> = {
  id: 'cpu-list-unreadable',
  severity: 'error',
  documentation: {
    summary:
      'A list of CPUs, nodes or threads with a range that runs backwards, too high a number, or nothing left in it.',
    libvirt: `The schema accepts \`3-0\`, \`0,^0\` and \`20000\`, but libvirt refuses them: *Failed to parse bitmap '3-0'*, *Invalid
value of 'cpuset': 0,^0*. Ranges run upwards, numbers go up to 16383, and after the exclusions (\`^2\`) something has to be left.`,
    advice: 'The fix turns a range around: `0-3`. What else was meant, only you know.',
  },
  *check({ domain }) {
    for (const list of listAttributes(domain.element)) {
      if (!/^[\d,^-]+$/.test(list.value)) continue;
      const numbers = readBitmap(list.value);
      if (numbers !== undefined && numbers.size > 0) continue;
      const backwards = /\d+-\d+/g;
      const range = list.value.match(backwards)?.find(runsBackwards);
      yield {
        at: valueSpan(list),
        data: { attribute: list, backwards: range, isEmpty: numbers !== undefined },
      };
    }
  },
  message: ({ attribute: { value }, backwards, isEmpty }) =>
    backwards !== undefined
      ? l10n.t(
          'The range {0} runs backwards: libvirt refuses the domain. Write {1}.',
          backwards,
          turned(backwards),
        )
      : isEmpty
        ? l10n.t("Nothing is left in '{0}': libvirt refuses the domain. Name at least one number.", value)
        : l10n.t(
            "libvirt cannot read the list '{0}' and refuses the domain: write numbers up to 16383, ranges and exclusions, as in 0-3,^2.",
            value,
          ),
  fixes({ data: { attribute: list, backwards } }, { document }) {
    if (backwards === undefined) return [];
    const value = list.value.replace(/\d+-\d+/g, (range) => (runsBackwards(range) ? turned(range) : range));
    return [
      {
        title: l10n.t('Set {0} to {1}', list.name, value),
        edits: [setAttribute(document, list.owner, list.name, value)],
        preferred: true,
        safe: true,
      },
    ];
  },
};

function* listAttributes(domain: XmlElement): Iterable<XmlAttribute> {
  const waiting = owners.flatMap((name) => childrenNamed(domain, name)).reverse();
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    for (const name of lists[element.name] ?? []) {
      const found = attribute(element, name);
      if (found !== undefined) yield found;
    }
    waiting.push(...childElements(element).reverse());
  }
}

function runsBackwards(range: string): boolean {
  const [from, to] = range.split('-').map(Number);
  return from !== undefined && to !== undefined && from > to;
}

function turned(range: string): string {
  return range.split('-').reverse().join('-');
}
