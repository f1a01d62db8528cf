import { readFile } from 'node:fs/promises';
import { ExecError } from '../host/exec.ts';
import type { DomainState } from '../host/parse/virsh.ts';
import { type Virsh, VirshError } from '../host/virsh.ts';
import { changesBetween } from './changes.ts';
import { isSameDomain } from './compare.ts';
import type { DomainForms } from './facts.ts';
import type { Journal } from './journal/journal.ts';

/** What an apply is about, read back from its files. */
export interface Definitions extends DomainForms {
  /** What is to run. */
  readonly document: string;
}

/** How the domain is now. */
export interface Situation {
  /** libvirt's number of the run; undefined while off or unknown. */
  readonly run: number | undefined;
  /** Undefined when libvirt does not know the domain. */
  readonly state: DomainState | undefined;
  readonly persistent: boolean;
}

export async function readDefinitions({ job: { files } }: Journal): Promise<Definitions> {
  const read = async (path: string | undefined) => (path === undefined ? undefined : readFile(path, 'utf8'));
  return {
    document: await readFile(files.document, 'utf8'),
    live: await read(files.live),
    stored: await read(files.stored),
  };
}

export async function observe(virsh: Virsh, uuid: string): Promise<Situation> {
  try {
    const { run, state, persistent } = await virsh.info(uuid);
    return { run, state, persistent };
  } catch (error) {
    if (isUnknownDomain(error)) return { run: undefined, state: undefined, persistent: false };
    throw error;
  }
}

/** Whether the domain that runs is the one from before or the one that the apply has started. */
export async function whichRuns(
  journal: Journal,
  { document, live, stored }: Definitions,
  virsh: Virsh,
): Promise<'none' | 'old' | 'new'> {
  const { job, begun, done } = journal;
  const now = await observe(virsh, job.uuid);
  if (now.run === undefined) return 'none';
  if (!begun.has('start')) return 'old';
  if (now.run === job.before?.run && !done.has('turn-off')) return 'old';
  const running = await virsh.liveXml(job.uuid);
  const isOld = [live, stored].some((old) => old !== undefined && isSameDomain(old, running));
  return isOld && changesBetween(running, document).length > 0 ? 'old' : 'new';
}

/** Whether the same may work a little later: the line is cut, libvirtd is starting, another command is at work. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ExecError) return error.failure === 'unreachable' || error.failure === 'timeout';
  return error instanceof VirshError && passing.test(error.stderr);
}

const passing =
  /Failed to connect socket|failed to connect to the hypervisor|Cannot (?:recv|write) data|End of file while reading data|Disconnected from|client socket is closed|internal error: client socket|cannot acquire state change lock|is already active/;

export function isUnknownDomain(error: unknown): boolean {
  return error instanceof VirshError && /failed to get domain|Domain not found/.test(error.stderr);
}
