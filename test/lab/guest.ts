import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { cached, keyOf } from '../../scripts/setup/cache.ts';
import { root } from '../../scripts/setup/root.ts';
import { buildDebianDisk, debianRecipe } from './debianGuestDisk.ts';
import { buildImages, recipes } from './guestImage.ts';

/** The files a domain boots a test guest from, readable by every user. */
export interface GuestImage {
  readonly kernel: string;
  readonly initrd: string;
  readonly disk?: string;
}

/** Not in the cache: QEMU runs as a user of its own, which cannot look into anyone's home. */
export const published = '/var/lib/virtqueue-lab';
const lab = join(root, 'test', 'lab');

/** A Linux guest of 5 MB: the distribution's kernel, busybox, ethtool and QEMU's guest agent. */
export async function guestImage(): Promise<GuestImage> {
  const { folder, key } = await builtGuest();
  return publishOnce(smallGuest(folder), key);
}

/** One with systemd, udev and NetworkManager, where the machine is a Debian; `withOwnDisk` copies its disk. */
export async function debianGuestImage(): Promise<Required<GuestImage>> {
  const { folder, key } = await builtGuest();
  const diskKey = keyOf(...contentsOf(join(lab, 'debianGuestDisk.ts'), ...filesOf(debianRecipe)));
  const diskFolder = await cached('debian-guest', diskKey, buildDebianDisk);
  const { kernel } = smallGuest(folder);
  const image = publishOnce({ kernel, initrd: join(folder, 'debian-initrd') }, key);
  return { ...image, disk: join(diskFolder, 'disk') };
}

/** Kernel and initramfs of the host in a box, for whoever starts it only. */
export async function kvmBoxImage(): Promise<GuestImage> {
  const { folder } = await builtGuest();
  return { ...smallGuest(folder), initrd: join(folder, 'kvm-box-initrd') };
}

/** The small guest where the examples look for it. */
export async function guestImageForExamples(): Promise<GuestImage> {
  const { folder } = await builtGuest();
  return publish(smallGuest(folder), published);
}

async function builtGuest(): Promise<{ folder: string; key: string }> {
  const key = keyOf(...contentsOf(join(lab, 'guestImage.ts'), ...recipes.flatMap(filesOf)));
  return { folder: await cached('guest', key, buildImages), key };
}

function smallGuest(folder: string): GuestImage {
  return { kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd') };
}

function publishOnce(image: GuestImage, key: string): GuestImage {
  const target = join(published, key);
  const there = inFolder(target, image);
  return existsSync(there.initrd) ? there : publish(image, target);
}

function publish(image: GuestImage, target: string): GuestImage {
  mkdirSync(target, { recursive: true, mode: 0o755 });
  for (const source of [image.kernel, image.initrd]) {
    const file = join(target, basename(source));
    const part = `${file}.${process.pid}`;
    copyFileSync(source, part);
    chmodSync(part, 0o644);
    renameSync(part, file);
  }
  return inFolder(target, image);
}

function inFolder(folder: string, { kernel, initrd }: GuestImage): GuestImage {
  return { kernel: join(folder, basename(kernel)), initrd: join(folder, basename(initrd)) };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

function contentsOf(...files: readonly string[]): Buffer[] {
  return files.map((file) => readFileSync(file));
}
