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
import { buildImages, recipes } from './guestImage.ts';

/** The two files a domain boots the test guest from, readable by every user. */
export interface GuestImage {
  readonly kernel: string;
  readonly initrd: string;
}

/** Not in the cache: QEMU runs as a user of its own, which cannot look into anyone's home. */
const published = '/var/lib/virtqueue-lab';

/** A Linux guest of 5 MB: the distribution's kernel, busybox, ethtool and QEMU's guest agent. */
export async function guestImage(): Promise<GuestImage> {
  const { folder, key } = await builtGuest();
  const target = join(published, key);
  return existsSync(join(target, 'initrd')) ? filesIn(target) : publish(folder, target);
}

/** Kernel and initramfs of the host in a box, for whoever starts it only. */
export async function kvmBoxImage(): Promise<GuestImage> {
  const { folder } = await builtGuest();
  return { kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'kvm-box-initrd') };
}

/** The same where the examples look for it. */
export async function guestImageForExamples(): Promise<GuestImage> {
  const { folder } = await builtGuest();
  return publish(folder, published);
}

async function builtGuest(): Promise<{ folder: string; key: string }> {
  const sources = [
    join(root, 'test', 'lab', 'guestImage.ts'),
    ...recipes.flatMap((folder) =>
      readdirSync(folder)
        .sort()
        .map((name) => join(folder, name)),
    ),
  ];
  const key = keyOf(...sources.map((file) => readFileSync(file)));
  return { folder: await cached('guest', key, buildImages), key };
}

function publish(source: string, target: string): GuestImage {
  mkdirSync(target, { recursive: true, mode: 0o755 });
  const files = filesIn(target);
  for (const file of [files.kernel, files.initrd]) {
    const part = `${file}.${process.pid}`;
    copyFileSync(join(source, basename(file)), part);
    chmodSync(part, 0o644);
    renameSync(part, file);
  }
  return files;
}

function filesIn(folder: string): GuestImage {
  return { kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd') };
}
