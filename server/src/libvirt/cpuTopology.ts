import { attribute, firstChild } from '../xml/query.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Domain } from './domain.ts';
import { numberIn } from './numbers.ts';

export interface CpuTopology {
  readonly element: XmlElement;
  /** The number of each level from `sockets` down; 1 for those that may be left out. */
  readonly levels: Readonly<Record<'sockets' | 'dies' | 'clusters' | 'cores' | 'threads', number>>;
  /** vCPUs that it makes room for: the product. */
  readonly vcpus: number;
}

/** Undefined without `<topology>`, and where libvirt cannot read it. */
export function readTopology({ element }: Domain): CpuTopology | undefined {
  const cpu = firstChild(element, 'cpu');
  const topology = cpu && firstChild(cpu, 'topology');
  if (topology === undefined) return undefined;
  const level = (name: string, missing = 0) => {
    const found = attribute(topology, name);
    return found === undefined ? missing : (numberIn(found) ?? 0);
  };
  const levels = {
    sockets: level('sockets'),
    dies: level('dies', 1),
    clusters: level('clusters', 1),
    cores: level('cores'),
    threads: level('threads'),
  };
  const vcpus = Object.values(levels).reduce((product, count) => product * count, 1);
  return vcpus === 0 ? undefined : { element: topology, levels, vcpus };
}
