import { parseXml } from '../../../../server/src/xml/parser.ts';
import { attribute, descendants, textContent } from '../../../../server/src/xml/query.ts';
import type { XmlElement } from '../../../../server/src/xml/tree.ts';

export interface Capabilities {
  /** Whether any guest can be `type='kvm'`. */
  readonly hasKvm: boolean;
  /** By architecture, in libvirt's order: aliases too, each once. */
  readonly machineTypes: Readonly<Record<string, readonly string[]>>;
}

/** `virsh capabilities`: one `<guest>` for each architecture and kind of guest. */
export function parseCapabilities(xml: string): Capabilities {
  const elements = elementsOf(xml);
  const machineTypes: Record<string, string[]> = {};
  for (const arch of elements.filter(({ name, parent }) => name === 'arch' && parent?.name === 'guest')) {
    const names = [...descendants(arch)].filter(({ name }) => name === 'machine').map(textContent);
    const key = attribute(arch, 'name')?.value ?? '';
    machineTypes[key] = [...new Set([...(machineTypes[key] ?? []), ...names])];
  }
  return {
    hasKvm: elements.some(
      (element) => element.name === 'domain' && attribute(element, 'type')?.value === 'kvm',
    ),
    machineTypes,
  };
}

/** `virsh domcapabilities`: the CPU models that `<cpu mode='custom'>` can name on this host, unusable ones left out. */
export function parseCpuModels(xml: string): string[] {
  const custom = elementsOf(xml).find(
    (element) => element.name === 'mode' && attribute(element, 'name')?.value === 'custom',
  );
  if (custom === undefined) return [];
  const models = [...descendants(custom)].filter((element) => element.name === 'model');
  return models.filter((model) => attribute(model, 'usable')?.value !== 'no').map(textContent);
}

/** `virsh net-list --name`, `pool-list --name`: one a line. */
export function parseNames(output: string): string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function elementsOf(xml: string): XmlElement[] {
  const root = parseXml(xml).root;
  return root === undefined ? [] : [root, ...descendants(root)];
}
