import { join } from 'node:path';

/** Where Apply keeps what outlives it; both folders are the user's alone. */
export interface Storage {
  /** Definitions as they were before an apply. */
  readonly backups: string;
  /** Journals of applies that have not come to their end. */
  readonly journals: string;
}

export function storageIn(folder: string): Storage {
  return { backups: join(folder, 'backups'), journals: join(folder, 'journals') };
}
