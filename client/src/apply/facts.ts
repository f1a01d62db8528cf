import type { DomainEntry, DomainInfo, HostVersion } from '../host/parse/virsh.ts';
import type { Virsh } from '../host/virsh.ts';
import type { CheckedDocument } from './document.ts';
import { askSurroundings, type Surroundings } from './surroundings.ts';

/** What a host has under the document's name or uuid. */
export interface HostFacts {
  /** "this machine", "ssh kvm1". */
  readonly place: string;
  readonly version: HostVersion;
  /** The domain of the document's uuid, else the one of its name. */
  readonly known: KnownDomain | undefined;
  /** Whether some other domain than `known` has the document's name. */
  readonly nameTaken: boolean;
  readonly surroundings: Surroundings;
}

export interface KnownDomain extends DomainEntry, DomainInfo {
  readonly isActive: boolean;
  readonly forms: DomainForms;
}

/** Definitions as libvirt wrote them, passwords included. */
export interface DomainForms {
  /** What runs now; undefined while off. */
  readonly live: string | undefined;
  /** What the next start uses; undefined for a transient domain. */
  readonly stored: string | undefined;
}

export async function askHost(
  virsh: Virsh,
  document: CheckedDocument,
  signal?: AbortSignal,
): Promise<HostFacts> {
  const version = await virsh.version(signal);
  const domains = await virsh.domains(signal);
  const byUuid = domains.find(({ uuid }) => uuid === document.uuid);
  const byName = domains.find(({ name }) => name === document.name);
  const entry = byUuid ?? byName;
  return {
    place: virsh.exec.place,
    version,
    known: entry && (await askDomain(virsh, entry, signal)),
    nameTaken: byName !== undefined && byName !== entry,
    surroundings: await askSurroundings(virsh, document, domains, entry, signal),
  };
}

export async function askDomain(
  virsh: Virsh,
  { uuid, name }: DomainEntry,
  signal?: AbortSignal,
): Promise<KnownDomain> {
  const info = await virsh.info(uuid, signal);
  const isActive = info.state !== 'shut off';
  const forms = {
    live: isActive ? await virsh.liveXml(uuid, signal) : undefined,
    stored: info.persistent ? await virsh.storedXml(uuid, signal) : undefined,
  };
  return { ...info, uuid, name, isActive, forms };
}

/** Whether the guest runs, and so can hear the request. */
export function canShutDown({ state }: Pick<KnownDomain, 'state'>): boolean {
  return state === 'running' || state === 'idle' || state === 'in shutdown';
}
