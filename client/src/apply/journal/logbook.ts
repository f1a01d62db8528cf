import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TargetAddress } from '../../host/target.ts';
import { privateFolder, syncFolder, writeDurably } from '../durable.ts';
import {
  type Entry,
  emptyJournal,
  formatEntry,
  type Job,
  type Journal,
  readJournal,
  withEntry,
} from './journal.ts';
import { isAlive, owner } from './owner.ts';

/** The owner of a journal that nobody works on. */
const nobody = 'nobody';
const ending = '.journal';

/**
 * The journal of one apply as a file that only the user can read, named `ID.OWNER.journal`: to take it over is to
 * rename it, which only one process can.
 */
export class Logbook {
  private readonly folder: string;
  private readonly file: FileHandle;
  private current: Journal;

  private constructor(folder: string, file: FileHandle, journal: Journal) {
    this.folder = folder;
    this.file = file;
    this.current = journal;
  }

  /** @param document kept beside the journal, so that another process can go on */
  static async begin(
    folder: string,
    job: Omit<Job, 'files'>,
    files: Omit<Job['files'], 'document'>,
    document: string,
  ): Promise<Logbook> {
    await privateFolder(folder);
    const full: Job = { ...job, files: { ...files, document: documentPath(folder, job.id) } };
    try {
      await writeDurably(full.files.document, document);
      await writeDurably(journalPath(folder, job.id, owner()), formatEntry({ job: full }));
      await syncFolder(folder);
      const file = await open(journalPath(folder, job.id, owner()), 'a');
      return new Logbook(folder, file, emptyJournal(full));
    } catch (error) {
      // A full disk leaves half a file.
      await removeAll(folder, job.id, owner());
      throw error;
    }
  }

  /** Undefined when another process was quicker. */
  static async takeOver({ folder, journal, owner: last }: Unfinished): Promise<Logbook | undefined> {
    const path = journalPath(folder, journal.job.id, owner());
    try {
      await rename(journalPath(folder, journal.job.id, last), path);
    } catch {
      return undefined;
    }
    return new Logbook(folder, await open(path, 'a'), journal);
  }

  get journal(): Journal {
    return this.current;
  }

  /** Returns when the entry is on the disk. */
  async write(entry: Entry): Promise<void> {
    this.current = withEntry(this.current, entry);
    await this.file.appendFile(formatEntry(entry));
    await this.file.sync();
  }

  /** The same on the way back, which a full disk must not block: there the host itself tells how far it is. */
  async note(entry: Entry): Promise<void> {
    await this.write(entry).catch(() => {});
  }

  /** The apply has come to its end: nothing is left of it here. */
  async end(): Promise<void> {
    await this.file.close();
    await removeAll(this.folder, this.current.job.id, owner());
  }

  /** Leaves it for another time. */
  async leave(): Promise<void> {
    await this.file.close();
    const { id } = this.current.job;
    await rename(journalPath(this.folder, id, owner()), journalPath(this.folder, id, nobody));
  }
}

/** An apply that was begun and has not come to its end. */
export interface Unfinished {
  readonly folder: string;
  readonly owner: string;
  readonly journal: Journal;
}

/** @param folder where journals are kept; it need not exist */
export async function unfinished(folder: string): Promise<Unfinished[]> {
  return (await all(folder)).filter(({ owner: last }) => last === nobody || !isAlive(last));
}

/** Whether an apply of the domain is under way, in whatever process, or was left half-way. */
export async function isAtWorkOn(
  folder: string,
  uuid: string,
  { ssh, uri }: TargetAddress,
): Promise<boolean> {
  return (await all(folder)).some(
    ({ journal: { job } }) => job.uuid === uuid && job.target.ssh === ssh && job.target.uri === uri,
  );
}

async function all(folder: string): Promise<Unfinished[]> {
  const found: Unfinished[] = [];
  for (const name of await namesIn(folder)) {
    const [, id = '', last = ''] = /^(.+)\.([\w-]+)\.journal$/.exec(name) ?? [];
    const journal = id && readJournal(await readFile(join(folder, name), 'utf8').catch(() => ''));
    if (journal && journal.job.id === id) found.push({ folder, owner: last, journal });
  }
  return found;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  } catch {
    return [];
  }
}

function journalPath(folder: string, id: string, last: string): string {
  return join(folder, `${id}.${last}${ending}`);
}

function documentPath(folder: string, id: string): string {
  return join(folder, `${id}.xml`);
}

async function removeAll(folder: string, id: string, last: string): Promise<void> {
  await rm(journalPath(folder, id, last), { force: true });
  await rm(documentPath(folder, id), { force: true });
  await syncFolder(folder);
}
