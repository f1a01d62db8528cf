import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Backup, type BackupLabel, labelEnding } from './backup.ts';
import type { Mode } from './mode.ts';

/** A saved state of a domain. */
export interface SavedBackup extends BackupLabel {
  readonly id: string;
  readonly files: Backup;
}

/** The newest first. What is not a backup is left out; the folder need not exist. */
export async function listBackups(folder: string): Promise<SavedBackup[]> {
  const names = new Set(await readdir(folder).catch(() => []));
  const found: SavedBackup[] = [];
  for (const name of names) {
    if (!name.endsWith(labelEnding)) continue;
    const id = name.slice(0, -labelEnding.length);
    const label = await readLabel(join(folder, name));
    const file = (form: string) => {
      const own = `${id}-${form}.xml`;
      return names.has(own) ? join(folder, own) : undefined;
    };
    const files = { live: file('live'), stored: file('stored') };
    if (label && (files.live ?? files.stored) !== undefined) found.push({ ...label, id, files });
  }
  return found.sort((a, b) => (a.saved < b.saved ? 1 : -1));
}

/** What a backup is restored from: by default what was stored, else what ran. */
export async function readForm({ files }: SavedBackup, mode: Mode): Promise<string> {
  const [first, second] = mode === 'try-once' ? [files.live, files.stored] : [files.stored, files.live];
  return readFile(first ?? second ?? '', 'utf8');
}

async function readLabel(path: string): Promise<BackupLabel | undefined> {
  try {
    const label: Partial<BackupLabel> = JSON.parse(await readFile(path, 'utf8'));
    return typeof label.name === 'string' && typeof label.target?.uri === 'string' && label.saved
      ? (label as BackupLabel)
      : undefined;
  } catch {
    return undefined;
  }
}
