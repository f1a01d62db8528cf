import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../scripts/setup/lock.ts';
import { type GuestImage, published } from './guest.ts';

const folder = join(published, 'disks');

/** The image with a disk of this process's own, so that its guest finds at the next start what it wrote. */
export function withOwnDisk(image: Required<GuestImage>): Required<GuestImage> {
  removeLeftDisks();
  const disk = join(folder, String(process.pid));
  copyFileSync(image.disk, disk);
  return { ...image, disk };
}

/** Of processes that were ended before they could do so. */
function removeLeftDisks(): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const pid of readdirSync(folder))
    if (!isAlive(Number(pid))) rmSync(join(folder, pid), { force: true });
}
