import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.ts';

export const cacheRoot = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'virtqueue');

/** Anything that names what goes into a cached folder: the same contents give the same key. */
export function keyOf(...contents: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) {
    hash.update(content).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * The folder `NAME-KEY` of the cache. When it is not there, `build` fills an empty folder that gets this name only once
 * complete, so neither an interrupted nor a parallel run ever leaves or sees half of one.
 */
export async function cached(
  name: string,
  key: string,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheRoot, `${name}-${key}`);
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
    return folder;
  }
  removeUnused(name);
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) {
      return;
    }
    const unfinished = `${folder}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    try {
      await build(unfinished);
      renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  });
  return folder;
}

/** Folders of this name that no run has asked for in a month. */
function removeUnused(name: string): void {
  mkdirSync(cacheRoot, { recursive: true });
  const monthAgo = Date.now() - 30 * 24 * 3600_000;
  for (const entry of readdirSync(cacheRoot).filter((candidate) => candidate.startsWith(`${name}-`))) {
    const path = join(cacheRoot, entry);
    if (statSync(path).mtimeMs < monthAgo) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
