/** The states `virsh domstate` and `dominfo` name. */
export const domainStates = [
  'running',
  'idle',
  'paused',
  'in shutdown',
  'shut off',
  'crashed',
  'pmsuspended',
  'no state',
] as const;

export type DomainState = (typeof domainStates)[number];

export interface DomainEntry {
  readonly uuid: string;
  readonly name: string;
}

export interface ListedDomain extends DomainEntry {
  readonly power: 'running' | 'paused' | 'off';
  /** Whether libvirt keeps a definition of it while it is off. */
  readonly persistent: boolean;
}

/** A network card of a domain, as `virsh domiflist` tells. */
export interface DomainNic {
  /** The tap or other device on the host; undefined while there is none. */
  readonly device: string | undefined;
  /** Lower case. */
  readonly mac: string;
}

export interface DomainInfo {
  /** libvirt's number of this run, another at every start; undefined while off. */
  readonly run: number | undefined;
  readonly state: DomainState;
  /** Whether libvirt keeps a definition of it while it is off. */
  readonly persistent: boolean;
  /** Whether its memory lies on disk, to be resumed at the next start. */
  readonly managedSave: boolean;
  /** Whether it starts with the host. */
  readonly autostart: boolean;
}

export interface HostVersion {
  /** For instance `9.0.0`. */
  readonly libvirt: string;
  /** For instance `QEMU 7.2.22`; empty when libvirt cannot tell. */
  readonly hypervisor: string;
}

/** `virsh list --all --uuid --name`: one domain a line, uuid first; a name may hold anything but a line break. */
export function parseDomainList(output: string): DomainEntry[] {
  return [...output.matchAll(/^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (.*)$/gm)].map(
    ([, uuid = '', name = '']) => ({ uuid, name }),
  );
}

/** The three lists of uuids behind the first list, each after a line of its own, as `Virsh.listing` asks for them. */
export function parseListing(output: string): ListedDomain[] {
  const [all = '', active = '', paused = '', transient = ''] = output.split(/^(?:active|paused|transient)$/m);
  return parseDomainList(all).map((entry) => ({
    ...entry,
    power: paused.includes(entry.uuid) ? 'paused' : active.includes(entry.uuid) ? 'running' : 'off',
    persistent: !transient.includes(entry.uuid),
  }));
}

/** `virsh dominfo`: `Key:`, blanks, and value; so it cannot tell a name that begins with blanks. */
export function parseDomainInfo(output: string): DomainInfo {
  const value = (key: string) => new RegExp(`^${key}: *(.*)$`, 'm').exec(output)?.[1] ?? '';
  const run = value('Id');
  return {
    run: /^\d+$/.test(run) ? Number(run) : undefined,
    state: parseState(value('State')),
    persistent: value('Persistent') === 'yes',
    managedSave: value('Managed save') === 'yes',
    autostart: value('Autostart') === 'enable',
  };
}

/**
 * `virsh domiflist` after `virsh echo UUID`, of any number of domains. A source may hold blanks, the first and the
 * last column not.
 */
export function parseNics(output: string): Map<string, DomainNic[]> {
  const nics = new Map<string, DomainNic[]>();
  let uuid = '';
  for (const line of output.split('\n')) {
    const words = line.trim().split(/\s+/);
    const mac = words.at(-1)?.toLowerCase() ?? '';
    if (words.length === 1 && isUuid(mac)) {
      uuid = mac;
      nics.set(uuid, []);
    } else if (/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac))
      nics.get(uuid)?.push({ device: words[0] === '-' ? undefined : words[0], mac });
  }
  return nics;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

export function parseState(output: string): DomainState {
  const text = output.trim();
  return domainStates.find((state) => state === text) ?? 'no state';
}

/** `virsh version`. */
export function parseVersion(output: string): HostVersion {
  return {
    libvirt: /^Using library: libvirt (\S+)/m.exec(output)?.[1] ?? '',
    hypervisor: /^Running hypervisor: (.+)$/m.exec(output)?.[1] ?? '',
  };
}

/** What virsh complained about, without its `error: ` prefix; a message may run over several lines. */
export function parseErrors(stderr: string): string[] {
  return stderr
    .trim()
    .split(/^error: /m)
    .map((message) => message.trim())
    .filter((message) => message !== '');
}

/** `virsh domifaddr`: columns name, MAC, protocol, address with prefix; IPv4 before IPv6. */
export function parseAddresses(output: string): string[] {
  const found = (protocol: string) =>
    Array.from(
      output.matchAll(new RegExp(` ${protocol} +(\\S+?)(?:/\\d+)?$`, 'gm')),
      ([, address = '']) => address,
    );
  return [...found('ipv4'), ...found('ipv6')];
}
