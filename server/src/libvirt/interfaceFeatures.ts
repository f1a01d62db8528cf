import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Interface } from './domain.ts';

/** What libvirt does with an element that the type of the interface does not have. */
export type Consequence = 'refused' | 'not-started' | 'dropped';

export interface UnsupportedFeature {
  readonly element: XmlElement;
  readonly consequence: Consequence;
  /** Those that take it. */
  readonly types: readonly string[];
}

interface Feature extends Omit<UnsupportedFeature, 'element'> {
  readonly name: string;
  /** Types of which this is not known, or which depend on more. */
  readonly spared?: readonly string[];
  /** Whether this one works all the same. */
  works?(found: XmlElement, iface: Interface): boolean;
}

/**
 * virDomainNetDefValidate, virDomainActualNetDefValidate, qemuValidateDomainDeviceDefNetwork and
 * virDomainNetDefParseXML of libvirt 9.0.0, held against that version type by type.
 */
const features: readonly Feature[] = [
  { name: 'mtu', consequence: 'refused', types: ['network', 'bridge', 'ethernet', 'vhostuser'] },
  { name: 'coalesce', consequence: 'refused', types: ['network', 'bridge'] },
  {
    name: 'port',
    consequence: 'refused',
    types: ['network', 'bridge'],
    works: (port) => attribute(port, 'isolated')?.value !== 'yes',
  },
  { name: 'ip', consequence: 'refused', types: ['user'], spared: ['vdpa'] },
  { name: 'script', consequence: 'not-started', types: ['ethernet'], spared: ['vdpa'] },
  {
    name: 'vlan',
    consequence: 'not-started',
    types: ['network', 'bridge of Open vSwitch', 'direct with mode passthrough'],
    spared: ['vhostuser', 'vdpa'],
    works: (_, iface) => isOpenVswitch(iface) || isPassthrough(iface),
  },
  { name: 'filterref', consequence: 'dropped', types: ['network', 'bridge', 'ethernet'] },
  {
    name: 'bandwidth',
    consequence: 'dropped',
    types: ['network', 'bridge', 'ethernet', 'direct'],
    spared: ['vhostuser', 'vdpa'],
    // A guaranteed rate is refused instead, on every type but network.
    works: (bandwidth) =>
      firstChild(bandwidth, 'inbound')?.attributes.some(({ name }) => name === 'floor') === true,
  },
];

/** What the interface has in vain. Passed-through devices are spared: theirs depends on the device. */
export function findUnsupported(iface: Interface): UnsupportedFeature[] {
  if (iface.type === 'hostdev') return [];
  return features.flatMap(({ name, consequence, types, spared, works }) => {
    if (types.includes(iface.type) || spared?.includes(iface.type)) return [];
    const element = firstChild(iface.element, name);
    if (element === undefined || works?.(element, iface) === true) return [];
    return [{ element, consequence, types }];
  });
}

function isOpenVswitch({ element, type }: Interface): boolean {
  const port = type === 'bridge' ? firstChild(element, 'virtualport') : undefined;
  return port !== undefined && attribute(port, 'type')?.value === 'openvswitch';
}

function isPassthrough({ element, type }: Interface): boolean {
  const source = type === 'direct' ? firstChild(element, 'source') : undefined;
  return source !== undefined && attribute(source, 'mode')?.value === 'passthrough';
}
