import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DomainForms } from './facts.ts';

/** Paths of what was saved. */
export interface Backup {
  readonly live: string | undefined;
  readonly stored: string | undefined;
}

/**
 * Saves a domain's definitions where only the user can read them (they hold passwords), and makes sure they are
 * on the disk before it returns.
 *
 * @param folder made with mode 0700 when missing
 */
export async function saveBackup(
  folder: string,
  domain: { readonly name: string; readonly uuid: string },
  forms: DomainForms,
  now: Date,
): Promise<Backup> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stem = `${fileName(domain.name)}-${domain.uuid}-${now.toISOString().replace(/[:.]/g, '-')}`;
  const save = async (form: string, xml: string | undefined) => {
    if (xml === undefined) return undefined;
    const path = join(folder, `${stem}-${form}.xml`);
    await write(path, xml);
    return path;
  };
  const backup = { live: await save('live', forms.live), stored: await save('stored', forms.stored) };
  // Windows cannot open a folder, and writes its entries at once.
  if (process.platform !== 'win32') await synchronized(await open(folder, 'r'), async () => {});
  return backup;
}

async function write(path: string, text: string): Promise<void> {
  await synchronized(await open(path, 'wx', 0o600), (file) => file.writeFile(text));
}

async function synchronized(file: FileHandle, action: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await action(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Names may hold anything; a file name holds little. */
function fileName(name: string): string {
  return name
    .replace(/[^\w.-]+/g, '_')
    .replace(/^[.-]+/, '_')
    .slice(0, 60);
}
