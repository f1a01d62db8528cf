import * as l10n from '@vscode/l10n';
import { readBitmap } from '../libvirt/bitmaps.ts';
import type { Domain } from '../libvirt/domain.ts';
import { readIoThreads } from '../libvirt/ioThreads.ts';
import { writeNumbers } from '../libvirt/numberSets.ts';
import { readPins, tuning } from '../libvirt/pinning.ts';
import { removeNode, setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface MissingThreads {
  readonly attribute: XmlAttribute;
  readonly kind: 'vcpu' | 'iothread';
  readonly missing: readonly number[];
  /** The threads of the list that are there. */
  readonly left: readonly number[];
}

export const tuningWithoutThread: Rule<MissingThreads> = {
  id: 'tuning-without-thread',
  severity: 'error',
  documentation: {
    summary: '`<iothreadpin>`, `<iothreadsched>` or `<vcpusched>` for a thread that is not there.',
    libvirt: `libvirt refuses the domain: *Cannot find 'iothread' : 3*, *vCPU '9' is not present in domain definition*. Of I/O threads
there are those in \`<iothreadids>\` and, up to the number in \`<iothreads>\`, the lowest free numbers from 1. (A \`<vcpupin>\` for a
missing vCPU is dropped instead: see [vcpupin-without-vcpu](vcpupin-without-vcpu.md).)`,
    advice: 'Raise `<iothreads>` or the number of vCPUs, or take the thread out, as the fix does.',
  },
  *check({ domain }) {
    const { ids } = readIoThreads(domain);
    const { maximum } = domain.vcpus;
    const exists: Record<MissingThreads['kind'], (thread: number) => boolean> = {
      iothread: (thread) => ids.has(thread),
      vcpu: (thread) => maximum === undefined || thread < maximum,
    };
    for (const { attribute, kind, threads } of tunedThreads(domain)) {
      const isThere = exists[kind];
      const missing = threads.filter((thread) => !isThere(thread));
      if (missing.length === 0) continue;
      yield { at: valueSpan(attribute), data: { attribute, kind, missing, left: threads.filter(isThere) } };
    }
  },
  message: ({ kind, missing }) =>
    kind === 'vcpu'
      ? l10n.t('There is no vCPU {0}: libvirt refuses the domain.', writeNumbers(missing))
      : l10n.t(
          'There is no I/O thread {0}: libvirt refuses the domain. Add it with <iothreads> or <iothreadids>.',
          writeNumbers(missing),
        ),
  fixes: ({ data: { attribute: list, left } }, { document }) => [
    {
      title:
        left.length === 0 ? l10n.t('Remove it') : l10n.t('Set {0} to {1}', list.name, writeNumbers(left)),
      edits: [
        left.length === 0
          ? removeNode(document, list.owner)
          : setAttribute(document, list.owner, list.name, writeNumbers(left)),
      ],
      preferred: true,
      safe: false,
    },
  ],
};

function* tunedThreads(
  domain: Domain,
): Iterable<{ attribute: XmlAttribute; kind: MissingThreads['kind']; threads: number[] }> {
  for (const pin of readPins(domain, 'iothread'))
    if (pin.number > 0) yield { attribute: pin.attribute, kind: 'iothread', threads: [pin.number] };
  for (const kind of ['vcpu', 'iothread'] as const)
    for (const scheduler of tuning(domain, `${kind}sched`)) {
      const list = attribute(scheduler, `${kind}s`);
      const threads = list && readBitmap(list.value);
      if (list !== undefined && threads !== undefined) yield { attribute: list, kind, threads: [...threads] };
    }
}
