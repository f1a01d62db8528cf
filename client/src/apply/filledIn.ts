import { attribute, type Node, siblingOrder } from './comparable.ts';
import { counterparts } from './pairing.ts';

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
  controller: ['target', 'model', 'master'],
  graphics: ['listen'],
  target: ['model'],
  memballoon: ['stats'],
  shmem: ['model'],
};

/** Attributes that libvirt adds by itself, by the element they stand on; with a value where only that is its own choice. */
const filledAttributes: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  type: { arch: undefined, machine: undefined },
  vcpu: { placement: 'static' },
  cpu: { check: undefined, match: undefined },
  cell: { id: undefined },
  clock: { offset: undefined },
  target: { type: undefined, port: undefined },
  controller: { index: undefined, model: undefined },
  graphics: { port: undefined, autoport: undefined, listen: undefined },
  driver: { name: undefined, type: undefined },
  encryption: { engine: 'qemu' },
  filesystem: { accessmode: 'passthrough' },
  hostdev: { managed: 'no' },
  loader: { type: 'rom' },
  // Of a CPU, and of a video card.
  model: {
    fallback: undefined,
    heads: '1',
    primary: 'yes',
    ram: undefined,
    vgamem: undefined,
    vram: undefined,
    vram64: undefined,
  },
  vsock: { model: 'virtio' },
  watchdog: { action: 'reset' },
};

/**
 * What libvirt wrote, said as the document would: less what it filled in because the document is silent about it, and
 * with what it has without saying so.
 */
export function withoutFilledIn(written: Node, document: Node): Node {
  if (isExpandedCpu(written, document)) return withoutFilledIn(unexpanded(written, document), document);
  const pairs = counterparts(written, document);
  const isFilled = filledElementsOf(written, document);
  const said = new Map<Node, Node>();
  const children = written.children.flatMap((child) => {
    const counterpart = pairs.get(child);
    if (!counterpart) return isFilled(child) ? [] : [child];
    const reduced = withoutFilledIn(child, counterpart);
    said.set(counterpart, reduced);
    return [reduced];
  });
  const attributes = written.attributes
    .filter(
      ([name, value]) => attribute(document, name) !== undefined || !isFilledAttribute(written, name, value),
    )
    .map(([name, value]) => [name, valueAsWritten(name, value, attribute(document, name))] as const);
  return { ...written, attributes, children: withLeftOut(children, said, document).sort(siblingOrder) };
}

function filledElementsOf({ name }: Node, document: Node): (child: Node) => boolean {
  const always = filledElements[name] ?? [];
  const hasConsole = name === 'devices' && document.children.some((each) => each.name === 'console');
  return (child) => {
    if (always.includes(child.name)) return true;
    switch (`${name}/${child.name}`) {
      case 'domain/vcpu':
        return child.text === '1';
      case 'interface/model':
        return attribute(child, 'type') === 'rtl8139';
      // The first console of a PC is a serial port.
      case 'devices/serial':
        return hasConsole;
      default:
        return false;
    }
  };
}

/** The children with what libvirt has without saying so, where the document has it. */
function withLeftOut(children: readonly Node[], said: ReadonlyMap<Node, Node>, document: Node): Node[] {
  if (document.name !== 'devices') return [...children];
  const machine = machineOf(document);
  const before = new Map<Node | undefined, Node[]>();
  let next: Node | undefined;
  for (const child of document.children.toReversed()) {
    const reduced = said.get(child);
    if (reduced) next = reduced;
    else if (isLeftOut(child, machine)) {
      const waiting = before.get(next);
      if (waiting) waiting.push(child);
      else before.set(next, [child]);
    }
  }
  return [...children, undefined].flatMap((child) => [
    ...(before.get(child)?.reverse() ?? []),
    ...(child ? [child] : []),
  ]);
}

function machineOf({ element }: Node): string {
  const os = element.parent?.children.find(({ name }) => name === 'os');
  const type = os?.children.find(({ name }) => name === 'type');
  return type?.attributes.find(({ name }) => name === 'machine')?.value ?? 'pc';
}

/**
 * Devices that libvirt gives a PC in any case, and leaves out of the form for migration, which is how live domains are
 * read here (qemuDomainDefFormatBufInternal of libvirt 9.0.0).
 */
function isLeftOut(device: Node, machine: string): boolean {
  if (!/^(pc|q35)/.test(machine)) return false;
  const given = (name: string) => attribute(device, name) ?? '';
  switch (device.name) {
    case 'input':
      return /^(ps2)?$/.test(given('bus')) && /^(mouse|keyboard)$/.test(given('type'));
    case 'audio':
      return given('type') === 'none';
    case 'controller':
      return (
        device.children.length === 0 && isBuiltIn(given('type'), given('index'), given('model'), machine)
      );
    default:
      return false;
  }
}

function isBuiltIn(type: string, index: string, model: string, machine: string): boolean {
  if (!/^0?$/.test(index)) return false;
  return type === 'pci' ? /^pcie?-root$/.test(model) : model === 'piix3-uhci' && !machine.includes('q35');
}

function isFilledAttribute(element: Node, name: string, value: string): boolean {
  const filled = filledAttributes[element.name];
  return filled !== undefined && name in filled && (filled[name] ?? value) === value;
}

/** libvirt replaces the aliases `pc` and `q35` by the newest machine type they stand for, and prints some values one way. */
function valueAsWritten(name: string, written: string, document: string | undefined): string {
  if (document === undefined) return written;
  switch (name) {
    case 'machine':
      return (document === 'q35' && written.startsWith('pc-q35-')) ||
        (document === 'pc' && written.startsWith('pc-i440fx-'))
        ? document
        : written;
    // Once the model is chosen for a run, no other may take its place.
    case 'fallback':
      return document === 'allow' && written === 'forbid' ? document : written;
    default:
      return written;
  }
}

/**
 * While a domain runs, libvirt prints the CPU that its guest has got, marked by `check='full'`: all features that QEMU
 * added, and for `host-model` the model that was chosen (qemuProcessUpdateLiveGuestCPU of libvirt 9.0.0).
 */
function isExpandedCpu(written: Node, document: Node): boolean {
  return (
    written.name === 'cpu' &&
    attribute(written, 'check') === 'full' &&
    attribute(document, 'check') !== 'full'
  );
}

function unexpanded(written: Node, document: Node): Node {
  const isHostModel = attribute(document, 'mode') === 'host-model';
  const chosen = isHostModel ? ['model', 'vendor', 'feature'] : ['feature'];
  const asked = new Set(document.children.map(nameOfFeature));
  const children = written.children.filter(
    (child) => !chosen.includes(child.name) || (child.name === 'feature' && asked.has(nameOfFeature(child))),
  );
  const check = attribute(document, 'check');
  const attributes = written.attributes.flatMap(([name, value]) => {
    if (name === 'check') return check === undefined ? [] : [[name, check] as const];
    return [[name, isHostModel && name === 'mode' ? 'host-model' : value] as const];
  });
  return { ...written, attributes, children };
}

function nameOfFeature(node: Node): string | undefined {
  return node.name === 'feature' ? attribute(node, 'name') : undefined;
}
