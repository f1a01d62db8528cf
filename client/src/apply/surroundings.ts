import type { DomainEntry, DomainNic } from '../host/parse/virsh.ts';
import { askSshPath, type SshPath } from '../host/sshPath.ts';
import { type Virsh, VirshError } from '../host/virsh.ts';
import type { CheckedDocument } from './document.ts';

/** What lies around a domain on its host and may be in its way. */
export interface Surroundings {
  readonly snapshots: number;
  /** Other domains with their network cards. */
  readonly neighbours: readonly Neighbour[];
  /** The domain's own cards, as they are now. */
  readonly nics: readonly DomainNic[];
  /** How the host reaches whoever came by ssh; undefined where nobody did, or it cannot be told. */
  readonly sshPath: SshPath | undefined;
}

export interface Neighbour {
  readonly name: string;
  readonly nics: readonly DomainNic[];
}

/** @param entry the document's domain, undefined when the host does not know it */
export async function askSurroundings(
  virsh: Virsh,
  document: CheckedDocument,
  domains: readonly DomainEntry[],
  entry: DomainEntry | undefined,
  signal?: AbortSignal,
): Promise<Surroundings> {
  const hasCards = document.domain.interfaces.length > 0;
  const nics = hasCards ? await virsh.nics(domains.map(({ uuid }) => uuid).sort(), signal) : new Map();
  return {
    snapshots: entry ? await unlessRefused(virsh.snapshots(entry.uuid, signal), 0) : 0,
    neighbours: domains
      .filter(({ uuid }) => uuid !== entry?.uuid)
      .map(({ uuid, name }) => ({ name, nics: nics.get(uuid) ?? [] })),
    nics: (entry && nics.get(entry.uuid)) ?? [],
    sshPath: await askSshPath(virsh.exec, signal),
  };
}

/** Not every driver of libvirt can tell everything. */
async function unlessRefused<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof VirshError) return otherwise;
    throw error;
  }
}
