import { type FileHandle, mkdir, open } from 'node:fs/promises';

/** Makes a folder that only the user can look into. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Writes a new file that only the user can read, and returns when it is on the disk. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await closing(await open(path, 'wx', 0o600), async (file) => {
    await file.writeFile(text);
    await file.sync();
  });
}

/** Returns when a folder's entries are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and writes its entries at once.
  if (process.platform !== 'win32') await closing(await open(folder, 'r'), (file) => file.sync());
}

async function closing(file: FileHandle, action: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await action(file);
  } finally {
    await file.close();
  }
}
