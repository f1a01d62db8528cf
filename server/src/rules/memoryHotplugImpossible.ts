import * as l10n from '@vscode/l10n';
import type { Domain } from '../libvirt/domain.ts';
import { readMachine } from '../libvirt/machine.ts';
import { memoryOfDevices, readMemory, readMemoryDevices, sizeIn } from '../libvirt/memory.ts';
import { runsOnQemu } from '../libvirt/multiQueue.ts';
import { readNumaCells } from '../libvirt/numa.ts';
import { humanSize } from '../libvirt/sizes.ts';
import { firstChild } from '../xml/query.ts';
import type { Span } from '../xml/tree.ts';
import { textSpan } from './places.ts';
import type { Finding, Rule } from './rule.ts';

/** Sizes in KiB. */
type Impossible =
  | { readonly kind: 'no-maximum' }
  | { readonly kind: 'no-cells' }
  | { readonly kind: 'maximum-too-low'; readonly maximum: number; readonly memory: number }
  | { readonly kind: 'modules-exceed-memory'; readonly modules: number; readonly memory: number };

export const memoryHotplugImpossible: Rule<Impossible> = {
  id: 'memory-hotplug-impossible',
  severity: 'error',
  documentation: {
    summary: 'Memory modules or `<maxMemory>` without what they need.',
    libvirt: `libvirt refuses a \`<memory model='dimm'>\` without \`<maxMemory>\` (*cannot use/hotplug a memory device when domain
'maxMemory' is not defined*), a \`<maxMemory>\` without cells in \`<numa>\` (*At least one numa node has to be configured when enabling memory
hotplug*) or below \`<memory>\`, and modules that are larger together than \`<memory>\`, which counts them in.`,
    advice:
      "Add `<maxMemory slots='16'>` with a size above that of `<memory>`, and a cell with the memory to boot with.",
  },
  *check({ domain }) {
    if (runsOnQemu(domain)) yield* impossibilities(domain);
  },
  message(data) {
    switch (data.kind) {
      case 'no-maximum':
        return l10n.t('A memory module needs <maxMemory slots=…> in the domain: libvirt refuses it without.');
      case 'no-cells':
        return l10n.t('<maxMemory> needs at least one <cell> in <cpu><numa>: libvirt refuses the domain.');
      case 'maximum-too-low':
        return l10n.t(
          '<maxMemory> of {0} is below the memory of {1}: libvirt refuses the domain.',
          humanSize(data.maximum * 1024),
          humanSize(data.memory * 1024),
        );
      case 'modules-exceed-memory':
        return l10n.t(
          '<memory> counts the memory modules in: they have {0}, it says {1}, and libvirt refuses the domain.',
          humanSize(data.modules * 1024),
          humanSize(data.memory * 1024),
        );
    }
  },
  fixes: () => [],
};

function* impossibilities(domain: Domain): Iterable<Finding<Impossible>> {
  const maxMemory = firstChild(domain.element, 'maxMemory');
  const modules = readMemoryDevices(domain).filter(({ model }) => model === 'dimm' || model === 'nvdimm');
  const memory = readMemory(domain);
  const finding = (at: Span, data: Impossible): Finding<Impossible> => ({ at, data });
  if (maxMemory === undefined) {
    for (const { element } of modules) yield finding(element.startTag, { kind: 'no-maximum' });
    return;
  }
  const maximum = sizeIn(maxMemory);
  if (maximum !== undefined && memory.total !== undefined && maximum < memory.total)
    yield finding(textSpan(maxMemory), { kind: 'maximum-too-low', maximum, memory: memory.total });
  else if (readNumaCells(domain).length === 0 && !/^ppc/.test(readMachine(domain).arch ?? ''))
    yield finding(textSpan(maxMemory), { kind: 'no-cells' });
  const ofModules = memoryOfDevices(domain);
  if (memory.ofCells === undefined && memory.element && memory.said !== undefined && ofModules !== undefined)
    if (ofModules > memory.said)
      yield finding(textSpan(memory.element), {
        kind: 'modules-exceed-memory',
        modules: ofModules,
        memory: memory.said,
      });
}
