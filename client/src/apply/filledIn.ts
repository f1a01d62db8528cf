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
  const children = written.children.flatMap((child) => {
    const counterpart = counterpartOf(child, written, document);
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

/** Its like in the document: the same controller or input, else the one that stands as far down. */
export function counterpartOf(child: Node, parent: Node, document: Node): Node | undefined {
  const key = identity(child);
  const alike = (node: Node) => node.name === child.name && identity(node) === key;
  return document.children.filter(alike)[parent.children.filter(alike).indexOf(child)];
}

function identity(node: Node): string {
  switch (node.name) {
    case 'controller':
      return `${attribute(node, 'type')} ${attribute(node, 'index') ?? '0'}`;
    case 'input':
      return `${attribute(node, 'type')} ${attribute(node, 'bus') ?? 'ps2'}`;
    default:
      return '';
  }
}

/** libvirt replaces the aliases `pc` and `q35` by the newest machine type they stand for. */
function machineAsWritten(name: string, written: string, document: string | undefined): string {
  const isAlias =
    (document === 'q35' && written.startsWith('pc-q35-')) ||
    (document === 'pc' && written.startsWith('pc-i440fx-'));
  return name === 'machine' && isAlias ? document : written;
}
