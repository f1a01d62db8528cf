import type { TargetAddress } from '../../host/target.ts';
import type { Mode } from '../mode.ts';

/** Steps towards the new domain, and those that bring the old one back. */
export type StepName =
  | 'store'
  | 'turn-off'
  /** The request to shut down, a part of `turn-off` that cannot be taken back. */
  | 'ask-guest'
  | 'start'
  | 'guest'
  | 'restore-stored'
  | 'turn-off-new'
  | 'see-whether-it-stays'
  | 'start-old';

/** All that another process needs to end an apply. No definition stands in it: those may hold passwords. */
export interface Job {
  readonly version: 1;
  readonly id: string;
  readonly target: TargetAddress;
  /** How a person names the target. */
  readonly place: string;
  readonly mode: Mode;
  readonly name: string;
  readonly uuid: string;
  /** Whether the text is what libvirt itself once wrote, which its own schema may not accept. */
  readonly isBackup: boolean;
  /** How the domain was; undefined where the host did not know it. */
  readonly before: Before | undefined;
  readonly files: JobFiles;
}

export interface Before {
  /** libvirt's number of the run; undefined while off. */
  readonly run: number | undefined;
  readonly persistent: boolean;
}

/** Paths, each readable by the user only. */
export interface JobFiles {
  readonly document: string;
  readonly live: string | undefined;
  readonly stored: string | undefined;
}

export type Entry =
  | { readonly job: Job }
  /** Written before a step is taken, and after it. `at` is in milliseconds since 1970. */
  | { readonly step: StepName; readonly is: 'begun' | 'done' | 'refused'; readonly at: number }
  /** From here on every step leads back to the old domain. */
  | { readonly back: true };

/** What is known from a journal, at any point of it. */
export interface Journal {
  readonly job: Job;
  readonly goesBack: boolean;
  /** When each step was last begun; without those that the host refused. */
  readonly begun: ReadonlyMap<StepName, number>;
  readonly done: ReadonlySet<StepName>;
}

export function emptyJournal(job: Job): Journal {
  return { job, goesBack: false, begun: new Map(), done: new Set() };
}

export function withEntry(journal: Journal, entry: Entry): Journal {
  if ('job' in entry) return emptyJournal(entry.job);
  if ('back' in entry) return { ...journal, goesBack: true };
  const { step, is, at } = entry;
  if (is === 'done') return { ...journal, done: new Set(journal.done).add(step) };
  const begun = new Map(journal.begun);
  if (is === 'begun') begun.set(step, at);
  else begun.delete(step);
  return { ...journal, begun };
}

export function formatEntry(entry: Entry): string {
  return `\n${JSON.stringify(entry)}\n`;
}

/** Undefined for a text that names no job. A line that was cut off when the process or the disk ended is left out. */
export function readJournal(text: string): Journal | undefined {
  let journal: Journal | undefined;
  for (const line of text.split('\n')) {
    const entry = readEntry(line);
    if (entry && 'job' in entry) journal = emptyJournal(entry.job);
    else if (entry && journal) journal = withEntry(journal, entry);
  }
  return journal;
}

function readEntry(line: string): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { job, step, back } = value as Record<string, unknown>;
  if (job !== undefined) return (job as Partial<Job> | null)?.version === 1;
  return typeof step === 'string' || back === true;
}
