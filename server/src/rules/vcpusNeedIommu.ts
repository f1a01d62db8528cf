import * as l10n from '@vscode/l10n';
import { isI440fx, isPc, readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { attribute, firstChild } from '../xml/query.ts';
import { textSpan } from './places.ts';
import type { Rule } from './rule.ts';

/** What an APIC without extended interrupt mode can number (qemuValidateDomainVCpuTopology). */
const withoutIommu = 255;

interface ManyVcpus {
  readonly vcpus: number;
  /** The machine that can never have so many; undefined for one that only needs an IOMMU. */
  readonly machine: string | undefined;
}

export const vcpusNeedIommu: Rule<ManyVcpus> = {
  id: 'vcpus-need-iommu',
  severity: 'error',
  documentation: {
    summary: 'More than 255 vCPUs without an IOMMU in extended interrupt mode.',
    libvirt: `libvirt refuses the domain: *more than 255 vCPUs require extended interrupt mode enabled on the iommu device*. An i440FX
machine (\`pc\`) takes 255 at most in any case.`,
    advice: `Use \`machine='q35'\`, and add \`<iommu model='intel'><driver intremap='on' eim='on'/></iommu>\` with
\`<ioapic driver='qemu'/>\` in \`<features>\`.`,
  },
  *check({ domain }) {
    const { element, maximum } = domain.vcpus;
    const machine = readMachine(domain);
    if (element === undefined || maximum === undefined || maximum <= withoutIommu) return;
    if (!isPc(machine) || !runsOnQemu(domain)) return;
    const old = isI440fx(machine) ? machine.name : undefined;
    const iommu = domain.devices.get('iommu')?.[0];
    const driver = iommu && firstChild(iommu, 'driver');
    if (old !== undefined || !driver || attribute(driver, 'eim')?.value !== 'on')
      yield { at: textSpan(element), data: { vcpus: maximum, machine: old } };
  },
  message: ({ vcpus, machine }) =>
    machine === undefined
      ? l10n.t(
          "{0} vCPUs need an <iommu> with eim='on', since interrupts reach 255 without: libvirt refuses the domain.",
          vcpus,
        )
      : l10n.t(
          "{0} vCPUs are more than the machine {1} takes (255): libvirt refuses the domain. Use machine='q35'.",
          vcpus,
          machine,
        ),
  fixes: () => [],
};
