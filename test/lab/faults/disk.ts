import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../virsh.ts';

/** Gives `use` a disk so small that it can be filled. */
export async function withSmallDisk<T>(use: (disk: string) => Promise<T>): Promise<T> {
  const disk = mkdtempSync(join(tmpdir(), 'virtqueue-fault-'));
  await must(run(['mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]));
  try {
    return await use(disk);
  } finally {
    await run(['umount', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/** A file as large as what is left, then small ones. */
export function fill(disk: string): void {
  mkdirSync(join(disk, 'filler'), { recursive: true });
  for (let size = 64 * 1024, at = 0; size >= 1; at += 1) {
    try {
      writeFileSync(join(disk, 'filler', String(at)), Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 4);
    }
  }
}

export async function must(running: ReturnType<typeof run>): Promise<void> {
  const { code, stderr } = await running;
  if (code !== 0) throw new Error(stderr);
}
