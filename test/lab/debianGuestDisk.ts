import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unpackFromRelease } from '../../scripts/setup/debianRelease.ts';
import { root } from '../../scripts/setup/root.ts';

export const debianRecipe = join(root, 'test', 'lab', 'debianGuest');

/** The first release whose NetworkManager sets channels: it has 1.52, and since 1.46 NetworkManager can. */
const release = 'trixie';
const packages = [
  ...['systemd-sysv', 'udev', 'dbus', 'network-manager', 'qemu-guest-agent', 'ethtool', 'iproute2'],
  ...['dash', 'coreutils', 'grep', 'sed', 'busybox-static'],
];
/** A third of what the emulated guest would do at its start. */
const unneeded = [
  ...['systemd-logind', 'systemd-hostnamed', 'NetworkManager-dispatcher', 'systemd-user-sessions'],
  ...['systemd-random-seed', 'systemd-journal-flush', 'systemd-sysusers', 'systemd-sysctl'],
  ...['modprobe@configfs', 'modprobe@drm', 'modprobe@fuse', 'systemd-modules-load'],
  ...['systemd-tmpfiles-setup-dev-early', 'systemd-udev-load-credentials'],
].map((name) => `${name}.service`);
/** They need programs that are not there. */
const crippled = ['ldconfig.service', 'serial-getty@ttyS0.service'];
const mounts = ['dev-hugepages', 'dev-mqueue', 'sys-kernel-debug', 'sys-kernel-tracing'].map(
  (name) => `${name}.mount`,
);
const useless = ['doc', 'info', 'locale', 'man'];
const megabytes = 160;

/** Fills `folder` with `disk`, a file system from which systemd starts. What the packages' scripts would do is done here. */
export async function buildDebianDisk(folder: string): Promise<void> {
  console.log('Building the Debian test guest (downloads about 35 MB, installs nothing):');
  const tree = join(folder, 'tree');
  const at = (...path: string[]) => join(tree, ...path);
  mkdirSync(tree);
  await unpackFromRelease(release, packages, tree);
  for (const name of useless) rmSync(at('usr/share', name), { recursive: true, force: true });

  const put = (name: string, target: string, mode = 0o644) => {
    mkdirSync(dirname(at(target)), { recursive: true });
    copyFileSync(join(debianRecipe, name), at(target));
    chmodSync(at(target), mode);
  };
  put('lan.nmconnection', 'etc/NetworkManager/system-connections/lan.nmconnection', 0o600);
  put('late.conf', 'etc/systemd/system/NetworkManager.service.d/late.conf');
  put('inittab', 'etc/inittab');
  put('start-udev', 'etc/start-udev', 0o755);
  for (const name of ['passwd', 'group']) {
    copyFileSync(at('usr/share/base-passwd', `${name}.master`), at('etc', name));
  }
  writeFileSync(at('etc/hostname'), 'debian-guest\n');
  writeFileSync(at('etc/machine-id'), '');

  const inside = (...argv: string[]) => execFileSync('chroot', [tree, ...argv], { stdio: 'pipe' });
  inside('systemd-sysusers');
  inside('systemctl', 'enable', 'NetworkManager.service');
  inside('systemctl', 'mask', ...crippled, ...unneeded, ...mounts);
  // Else the first start compiles the hardware database, as it does after an update.
  for (const folder of ['etc', 'var']) writeFileSync(at(folder, '.updated'), '');

  const make = ['-q', '-t', 'ext4', '-d', tree, join(folder, 'disk'), `${megabytes}M`];
  execFileSync('mke2fs', make, { stdio: 'pipe' });
  rmSync(tree, { recursive: true });
}
