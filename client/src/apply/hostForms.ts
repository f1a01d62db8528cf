import type { DomainDocument } from '../../../server/src/service.ts';
import type { Virsh } from '../host/virsh.ts';
import { layOutAs } from './layout.ts';

/** What a host has of a domain, laid out as a document; without secrets. */
export interface HostForms {
  /** What the next start uses; undefined for a transient domain. */
  readonly stored: string | undefined;
  /** What runs now; undefined while off. */
  readonly live: string | undefined;
}

/** Asks for both forms of a domain. Rejects as `Virsh` does. */
export async function readForms(
  uuid: string,
  document: DomainDocument,
  virsh: Virsh,
  signal?: AbortSignal,
): Promise<HostForms> {
  const { persistent, run } = await virsh.info(uuid, signal);
  const stored = persistent ? await virsh.definition(uuid, signal) : undefined;
  const live = run === undefined ? undefined : await virsh.runningXml(uuid, signal);
  const laidOut = (form: string | undefined) => (form === undefined ? undefined : layOutAs(document, form));
  return { stored: laidOut(stored), live: laidOut(live) };
}
