import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const folders = new Set<string>();

/** A new folder that only this user can look into; it goes when this process ends. */
export function temporaryFolder(parent: string, prefix: string): string {
  if (folders.size === 0) {
    process.once('exit', () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });
  }
  const made = mkdtempSync(join(parent, prefix));
  folders.add(made);
  return made;
}
