import { attribute, type Node } from './comparable.ts';

/**
 * Which child of the document each child stands for, where there is one: the card with the same address, the disk with
 * the same target, the same controller or NUMA cell; of other children the one that stands as far down.
 */
export function counterparts(written: Node, document: Node): ReadonlyMap<Node, Node> {
  const pairs = new Map<Node, Node>();
  const taken = new Set<Node>();
  for (const keyOf of [sameness, likeness, kind]) {
    const waiting = new Map<string, Node[]>();
    for (const child of document.children.filter((each) => !taken.has(each))) {
      const key = keyOf(child);
      const alike = waiting.get(key);
      if (alike) alike.push(child);
      else waiting.set(key, [child]);
    }
    for (const child of written.children.filter((each) => !pairs.has(each))) {
      const counterpart = waiting.get(keyOf(child))?.shift();
      if (!counterpart) continue;
      pairs.set(child, counterpart);
      taken.add(counterpart);
    }
  }
  return pairs;
}

/** Attributes that tell alike elements apart, whatever else about them changes. */
const identifyingAttribute: Readonly<Record<string, string>> = {
  cell: 'id',
  feature: 'name',
  iothreadpin: 'iothread',
  memnode: 'cellid',
  shmem: 'name',
  sibling: 'id',
  vcpu: 'id',
  vcpupin: 'vcpu',
};

/** What stays the same when everything else about the element changes; undefined where nothing does. */
export function identityOf(node: Node): string | undefined {
  switch (node.name) {
    case 'interface':
      return within(node, 'mac', 'address')?.toLowerCase();
    case 'disk':
      return within(node, 'target', 'dev');
    case 'channel':
      return within(node, 'target', 'name');
    case 'controller':
      return [attribute(node, 'type'), attribute(node, 'index')].filter(Boolean).join(' ') || undefined;
    default:
      return attribute(node, identifyingAttribute[node.name] ?? '');
  }
}

function within(node: Node, child: string, name: string): string | undefined {
  const found = node.children.find((each) => each.name === child);
  return found && attribute(found, name);
}

/** The parts of one USB controller share its index, so the model belongs to it. */
function sameness(node: Node): string {
  const identity = identityOf(node);
  if (identity === undefined) return likeness(node);
  const model = node.name === 'controller' ? attribute(node, 'model') : undefined;
  return [node.name, identity, model].join(' ');
}

/** What children share that may stand for each other. */
function likeness(node: Node): string {
  switch (node.name) {
    case 'controller':
      return `controller ${attribute(node, 'type')} ${attribute(node, 'index') ?? '0'}`;
    case 'input':
      return `input ${attribute(node, 'type')} ${attribute(node, 'bus') ?? 'ps2'}`;
    default:
      return node.name;
  }
}

/** A controller whose index libvirt is to choose stands for the next of its kind. */
function kind(node: Node): string {
  if (node.name !== 'controller') return likeness(node);
  return `controller ${attribute(node, 'type')} ${attribute(node, 'model')}`;
}
