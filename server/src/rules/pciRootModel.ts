import * as l10n from '@vscode/l10n';
import { isI440fx, isQ35, readMachine } from '../libvirt/machine.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { numberIn } from '../libvirt/numbers.ts';
import { setAttribute } from '../xml/edit.ts';
import { attribute } from '../xml/query.ts';
import type { XmlAttribute } from '../xml/tree.ts';
import { valueSpan } from './queueFindings.ts';
import type { Rule } from './rule.ts';

interface WrongRoot {
  readonly model: XmlAttribute;
  readonly machine: string;
  readonly right: string;
}

export const pciRootModel: Rule<WrongRoot> = {
  id: 'pci-root-model',
  severity: 'error',
  documentation: {
    summary: 'The PCI root of another machine: `pci-root` on Q35, `pcie-root` on i440FX.',
    libvirt: `libvirt refuses the domain: *The PCI controller with index='0' must be model='pcie-root' for this machine type, but
model='pci-root' was found instead*. Usual after \`machine\` was changed in a domain that libvirt had filled in.`,
    advice: `The fix changes the model of the root. After a change of machine, remove the other PCI controllers and the PCI
\`<address>\` of every device, too: libvirt lays them out anew.`,
  },
  *check({ domain }) {
    const machine = readMachine(domain);
    const right = isQ35(machine) ? 'pcie-root' : isI440fx(machine) ? 'pci-root' : undefined;
    if (right === undefined || machine.name === undefined || !runsOnQemu(domain)) return;
    for (const controller of domain.devices.get('controller') ?? []) {
      const model = attribute(controller, 'model');
      const isRoot = model?.value === 'pci-root' || model?.value === 'pcie-root';
      const isFirst = (numberIn(attribute(controller, 'index')) ?? 0) === 0;
      if (
        model &&
        isRoot &&
        isFirst &&
        attribute(controller, 'type')?.value === 'pci' &&
        model.value !== right
      )
        yield { at: valueSpan(model), data: { model, machine: machine.name, right } };
    }
  },
  message: ({ machine, right }) =>
    l10n.t(
      'The PCI root of the machine {0} is {1}: libvirt refuses the domain with another.',
      machine,
      right,
    ),
  fixes: ({ data: { model, right } }, { document }) => [
    {
      title: l10n.t('Set {0} to {1}', 'model', right),
      edits: [setAttribute(document, model.owner, 'model', right)],
      preferred: true,
      safe: false,
    },
  ],
};
