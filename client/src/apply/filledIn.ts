import { attribute, type Node } from './comparable.ts';

/** Elements that libvirt adds by itself, by the element they stand in. */
const filledElements: Readonly<Record<string, readonly string[]>> = {
  domain: [
    'uuid',
    'resource',
    'currentMemory',
    'clock',
    'cpu',
    'on_poweroff',
    'on_reboot',
    'on_crash',
    'pm',
    'seclabel',
  ],
  os: ['boot'],
  devices: ['emulator', 'controller', 'input', 'audio', 'video', 'memballoon', 'console', 'watchdog'],
  disk: ['backingStore', 'driver'],
  interface: ['target'],
  serial: ['target', 'source'],
  console: ['target', 'source'],
  channel: ['source'],
  controller: ['target', 'model'],
  graphics: ['listen'],
  target: ['model'],
  memballoon: ['stats'],
};

/** Attributes that libvirt adds by itself, by the element they stand on. */
const filledAttributes: Readonly<Record<string, readonly string[]>> = {
  type: ['arch', 'machine'],
  vcpu: ['placement'],
  cpu: ['check', 'match'],
  clock: ['offset'],
  target: ['type', 'port'],
  controller: ['index', 'model'],
  graphics: ['port', 'autoport', 'listen'],
  driver: ['name', 'type'],
};

/** What libvirt wrote, less what it filled in because the document is silent about it. */
export function withoutFilledIn(written: Node, document: Node): Node {
  const filled = filledElements[written.name] ?? [];
  const pairs = counterparts(written, document);
  const children = written.children.flatMap((child) => {
    const counterpart = pairs.get(child);
    if (counterpart) return [withoutFilledIn(child, counterpart)];
    return filled.includes(child.name) ? [] : [child];
  });
  const attributes = written.attributes
    .filter(
      ([name]) => !filledAttributes[written.name]?.includes(name) || attribute(document, name) !== undefined,
    )
    .map(([name, value]) => [name, machineAsWritten(name, value, attribute(document, name))] as const);
  return { ...written, attributes, children };
}

/**
 * Which child of the document each child stands for, where there is one: the card with the same address, the disk with
 * the same target, the same controller or input; of other children the one that stands as far down.
 */
export function counterparts(written: Node, document: Node): ReadonlyMap<Node, Node> {
  const pairs = new Map<Node, Node>();
  const taken = new Set<Node>();
  for (const keyOf of [identity, likeness]) {
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

function identity(node: Node): string {
  const within = (name: string, key: string) => {
    const child = node.children.find((each) => each.name === name);
    return (child && attribute(child, key)?.toLowerCase()) ?? '';
  };
  switch (node.name) {
    case 'interface':
      return `interface ${within('mac', 'address')}`;
    case 'disk':
      return `disk ${within('target', 'dev')}`;
    default:
      return likeness(node);
  }
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

/** libvirt replaces the aliases `pc` and `q35` by the newest machine type they stand for. */
function machineAsWritten(name: string, written: string, document: string | undefined): string {
  const isAlias =
    (document === 'q35' && written.startsWith('pc-q35-')) ||
    (document === 'pc' && written.startsWith('pc-i440fx-'));
  return name === 'machine' && isAlias ? document : written;
}
