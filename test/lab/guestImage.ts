import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync, zstdDecompressSync } from 'node:zlib';
import {
  dependenciesOf,
  isKnownPackage,
  unpackPackages,
  updatePackageLists,
} from '../../scripts/setup/apt.ts';
import { root } from '../../scripts/setup/root.ts';

/** The files that are ours in the images: each has an init and what that calls. */
export const recipes = ['guest', 'kvmBox', 'debianGuest'].map((name) => join(root, 'test', 'lab', name));
const [guestRecipe = '', kvmBoxRecipe = '', debianRecipe = ''] = recipes;

/** The distributions' kernels for virtual machines: Debian's, Ubuntu's. */
const kernelPackages = ['linux-image-cloud-amd64', 'linux-image-virtual'];
const userlandPackages = ['busybox-static', 'dropbear-bin', 'ethtool', 'qemu-guest-agent'];
const guestPrograms = [
  'sbin/ethtool',
  'usr/sbin/ethtool',
  'usr/sbin/qemu-ga',
  'usr/bin/qemu-ga',
  'usr/sbin/dropbear',
];

/** What an initramfs has beside busybox. */
interface Contents {
  /** Of the kernel; those they depend on come before them. */
  readonly modules: readonly string[];
  /** Paths in the packages, of which those that exist are taken. */
  readonly programs: readonly string[];
  readonly ours: readonly { readonly source: string; readonly target: string; readonly mode?: number }[];
}

const guest: Contents = {
  modules: ['virtio_pci', 'virtio_net', 'virtio_console', 'evdev', 'button'],
  programs: guestPrograms,
  ours: [
    { source: join(guestRecipe, 'init'), target: 'init' },
    { source: join(guestRecipe, 'profile'), target: 'etc/profile', mode: 0o644 },
    { source: join(guestRecipe, 'shutdown'), target: 'sbin/shutdown' },
    { source: join(guestRecipe, 'power-button'), target: 'etc/acpi/PWRF/00000080' },
  ],
};

const kvmBox: Contents = {
  modules: ['virtio_pci', 'virtio_net', 'virtiofs', 'overlay', 'kvm_amd', 'vhost_net', 'tun', 'bridge'],
  programs: [],
  ours: [{ source: join(kvmBoxRecipe, 'init'), target: 'init' }],
};

const debianGuest: Contents = {
  modules: ['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_console', 'ext4'],
  programs: [],
  ours: [{ source: join(debianRecipe, 'init'), target: 'init' }],
};

/**
 * Fills `folder` with `vmlinuz`, the guest's `initrd`, the KVM box's and the Debian guest's, made from packages that are
 * unpacked there and never installed.
 */
export async function buildImages(folder: string): Promise<void> {
  console.log('Building the test guest (downloads about 35 MB, installs nothing):');
  const tree = join(folder, 'packages');
  mkdirSync(tree);
  await updatePackageLists();
  await unpackPackages([...kernelImagePackages(), ...userlandPackages, ...libraryPackages()], tree);

  writeFileSync(join(folder, 'initrd'), initramfs(guest, tree));
  writeFileSync(join(folder, 'kvm-box-initrd'), initramfs(kvmBox, tree));
  writeFileSync(join(folder, 'debian-initrd'), initramfs(debianGuest, tree));
  copyFileSync(findKernel(tree), join(folder, 'vmlinuz'));
  rmSync(tree, { recursive: true });
}

function initramfs(contents: Contents, tree: string): Buffer {
  const rootfs = join(tree, 'rootfs');
  copyUserland(contents, tree, rootfs);
  copyModules(contents.modules, tree, rootfs);
  const packed = gzipSync(archive(rootfs, busybox(tree)));
  rmSync(rootfs, { recursive: true });
  return packed;
}

function kernelImagePackages(): string[] {
  const meta = kernelPackages.find(isKnownPackage);
  if (meta === undefined) {
    throw new Error(`This distribution has none of the packages ${kernelPackages.join(', ')}`);
  }
  const parts = (names: string[]) =>
    dependenciesOf(names, false).filter((name) => /^linux-(image|modules)-\d/.test(name));
  const images = parts([meta]);
  return [...images, ...parts(images)];
}

function libraryPackages(): string[] {
  return dependenciesOf(userlandPackages, true).filter(
    (name) => /^(lib|zlib)/.test(name) && !name.includes('perl'),
  );
}

function copyUserland({ programs, ours }: Contents, tree: string, rootfs: string): void {
  const copy = (source: string, target: string, mode = 0o755) => {
    mkdirSync(dirname(join(rootfs, target)), { recursive: true });
    copyFileSync(source, join(rootfs, target));
    chmodSync(join(rootfs, target), mode);
  };
  copy(busybox(tree), 'bin/busybox');
  for (const program of programs.map((path) => join(tree, path)).filter((path) => existsSync(path))) {
    copy(program, join('usr/sbin', basename(program)));
    for (const library of librariesOf(program, tree)) {
      copy(library, join(isLoader(library) ? 'lib64' : 'lib/x86_64-linux-gnu', basename(library)));
    }
  }
  for (const { source, target, mode } of ours) {
    copy(source, target, mode);
  }
}

function busybox(tree: string): string {
  return firstExisting(['bin/busybox', 'usr/bin/busybox'].map((path) => join(tree, path)));
}

/** Asks the unpacked packages' own loader, so that the libraries of the system do not get in. */
function librariesOf(program: string, tree: string): string[] {
  const folders = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'].map((path) => join(tree, path));
  const loader = firstExisting(folders.map((path) => join(path, 'ld-linux-x86-64.so.2')));
  const list = execFileSync(loader, ['--library-path', folders.join(':'), '--list', program], {
    encoding: 'utf8',
  });
  const found = Array.from(list.matchAll(/=> (\S+) \(0x/g), ([, path = '']) => path);
  return [loader, ...found.filter((path) => !isLoader(path))];
}

function isLoader(path: string): boolean {
  return basename(path).startsWith('ld-linux');
}

/** The modules, uncompressed, and `order`: their file names, each after those it depends on. */
function copyModules(modules: readonly string[], tree: string, rootfs: string): void {
  const target = join(rootfs, 'modules');
  mkdirSync(target);
  const folder = moduleFolder(tree);
  const files = new Map(
    filesBelow(folder)
      .filter((file) => /\.ko(\.|$)/.test(file))
      .map((file) => [moduleName(file), file]),
  );
  const builtIn = new Set(readFileSync(join(folder, 'modules.builtin'), 'utf8').split('\n').map(moduleName));
  const order = new Set<string>();
  const add = (name: string) => {
    const file = files.get(name);
    if (file === undefined) {
      if (!builtIn.has(name)) {
        throw new Error(`The guest's kernel has no module ${name}`);
      }
      return;
    }
    const content = uncompressed(file, tree);
    for (const needed of dependsOn(content)) {
      add(needed);
    }
    order.add(`${name}.ko`);
    writeFileSync(join(target, `${name}.ko`), content);
  };
  modules.forEach(add);
  writeFileSync(join(target, 'order'), `${[...order].join('\n')}\n`);
}

function moduleFolder(tree: string): string {
  const parent = firstExisting(['lib/modules', 'usr/lib/modules'].map((path) => join(tree, path)));
  return join(parent, readdirSync(parent)[0] ?? '');
}

function moduleName(path: string): string {
  return basename(path)
    .replace(/\.ko.*/, '')
    .replaceAll('-', '_');
}

function uncompressed(file: string, tree: string): Buffer {
  if (file.endsWith('.xz')) {
    return execFileSync(busybox(tree), ['xz', '-dc', file], { maxBuffer: 1 << 26 });
  }
  const content = readFileSync(file);
  return file.endsWith('.zst') ? zstdDecompressSync(content) : content;
}

/** A module names the modules it needs in itself, as `depends=a,b`. */
function dependsOn(module: Buffer): string[] {
  const list = /\0depends=([^\0]*)\0/.exec(module.toString('latin1'))?.[1] ?? '';
  return list.split(',').filter((name) => name !== '');
}

function archive(rootfs: string, busyboxPath: string): Buffer {
  const entries = filesBelow(rootfs, true).map((path) => path.slice(rootfs.length + 1));
  return execFileSync(busyboxPath, ['cpio', '-o', '-H', 'newc', '-R', '0:0'], {
    cwd: rootfs,
    input: `${entries.join('\n')}\n`,
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

function findKernel(tree: string): string {
  const boot = join(tree, 'boot');
  return join(boot, readdirSync(boot).find((name) => name.startsWith('vmlinuz-')) ?? 'vmlinuz');
}

function filesBelow(folder: string, folders = false): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => folders || !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function firstExisting(paths: readonly string[]): string {
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`None of these files exists: ${paths.join(', ')}`);
  }
  return found;
}
