import * as l10n from '@vscode/l10n';
import { readBitmap } from '../../libvirt/bitmaps.ts';
import { insertIntoCputune, insertIntoDomain } from '../../libvirt/domainOrder.ts';
import { element } from '../../xml/edit.ts';
import { attribute, childrenNamed, firstChild } from '../../xml/query.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { type CodeActionSource, isIn } from './codeAction.ts';

/** More are not pinned by hand. */
const mostVcpus = 512;

/** A host CPU of its own for each vCPU that has no `<vcpupin>` yet: of those in `cpuset`, else from 0. */
export const pinVcpus: CodeActionSource = {
  kind: 'refactor.rewrite.pinVcpus',
  actions(context) {
    const { document, domain, isAsked } = context;
    const { element: vcpu, maximum } = domain.vcpus;
    const cputune = firstChild(domain.element, 'cputune');
    if (vcpu === undefined || maximum === undefined || maximum > mostVcpus) return [];
    if (attribute(vcpu, 'placement')?.value === 'auto') return [];
    if (!isAsked && !isIn(context, vcpu, cputune)) return [];
    const pins = cputune === undefined ? [] : childrenNamed(cputune, 'vcpupin');
    const unpinned = without(upTo(maximum), numbersIn(pins, 'vcpu'));
    const cpus = without(hostCpus(vcpu, maximum), numbersIn(pins, 'cpuset'));
    if (unpinned.length === 0 || cpus.length < unpinned.length) return [];
    const added = unpinned.map((number, index) =>
      element(document, 'vcpupin', { vcpu: `${number}`, cpuset: `${cpus[index]}` }),
    );
    const edit =
      cputune === undefined
        ? insertIntoDomain(document, domain, 'cputune', added)
        : insertIntoCputune(document, cputune, 'vcpupin', ...added);
    return [{ title: l10n.t('Pin {0} vCPUs to host CPUs one to one', unpinned.length), edits: [edit] }];
  },
};

/** Twice as many from 0 where none are given, since some may have been pinned to. */
function hostCpus(vcpu: XmlElement, maximum: number): number[] {
  const cpuset = attribute(vcpu, 'cpuset')?.value;
  return cpuset === undefined ? upTo(2 * mostVcpus).slice(0, 2 * maximum) : [...(readBitmap(cpuset) ?? [])];
}

function numbersIn(pins: readonly XmlElement[], name: string): Set<number> {
  return new Set(pins.flatMap((pin) => [...(readBitmap(attribute(pin, name)?.value ?? '') ?? [])]));
}

function upTo(count: number): number[] {
  return [...Array(count).keys()];
}

function without(numbers: readonly number[], taken: ReadonlySet<number>): number[] {
  return numbers.filter((number) => !taken.has(number));
}
