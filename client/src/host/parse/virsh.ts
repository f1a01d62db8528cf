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

export interface DomainInfo {
  readonly state: DomainState;
  /** Whether libvirt keeps a definition of it while it is off. */
  readonly persistent: boolean;
  /** Whether its memory lies on disk, to be resumed at the next start. */
  readonly managedSave: boolean;
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

/** `virsh dominfo`: `Key:`, blanks, and value; so it cannot tell a name that begins with blanks. */
export function parseDomainInfo(output: string): DomainInfo {
  const value = (key: string) => new RegExp(`^${key}: *(.*)$`, 'm').exec(output)?.[1] ?? '';
  return {
    state: parseState(value('State')),
    persistent: value('Persistent') === 'yes',
    managedSave: value('Managed save') === 'yes',
  };
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
