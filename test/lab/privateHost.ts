import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './domain.ts';
import { type Sshd, startSshd } from './sshd.ts';
import { type Ask, run } from './virsh.ts';

/** A libvirt host of one test run alone: what it does to libvirtd disturbs nobody else's. */
export interface PrivateHost extends Sshd {
  /** Runs virsh there, not over ssh. */
  readonly virsh: Ask;
  /** While there is this file, a libvirtd that has ended stays away. */
  readonly away: string;
  /** Ends libvirtd as a crash does; it is started again a second later. */
  killLibvirtd(): Promise<void>;
}

/**
 * Namespaces of processes and mounts, in which libvirt has folders of its own. The first process there, tini, takes
 * all others with it when it ends. The network is this machine's.
 */
const script = `set -e
mount -t tmpfs tmpfs /run
for folder in /var/lib/libvirt /var/log/libvirt /var/cache/libvirt; do mount -t tmpfs tmpfs $folder; done
mkdir -p /run/sshd /run/lock /var/lib/libvirt/qemu /var/log/libvirt/qemu
cp -a /etc/libvirt "$1/etc"
rm -rf "$1"/etc/qemu/*.xml "$1"/etc/qemu/autostart "$1"/etc/qemu/networks
mount --bind "$1/etc" /etc/libvirt
virtlogd -d
while :; do [ -e "$1/away" ] || libvirtd || :; sleep 1; done
`;

/** For a shell there. */
export const killLibvirtd = 'kill -9 $(cat /run/libvirtd.pid)';

export async function startPrivateHost(): Promise<PrivateHost> {
  const folder = mkdtempSync(join(tmpdir(), 'virtqueue-host-'));
  writeFileSync(join(folder, 'start'), script);
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'tini',
      '--',
      'sh',
      join(folder, 'start'),
      folder,
    ],
    { stdio: 'ignore' },
  );
  process.once('exit', () => child.kill('SIGKILL'));
  const enter = ['nsenter', '-t', String(await firstProcess(child)), '-m', '-p', '--'];
  const virsh: Ask = (args, { stdin } = {}) =>
    run([...enter, 'virsh', '-q', '-c', 'qemu:///system', ...args], stdin);
  await until('the private libvirt answers', async () => (await virsh(['version'])).code === 0);
  const sshd = await startSshd({}, enter);
  return {
    ...sshd,
    virsh,
    away: join(folder, 'away'),
    killLibvirtd: async () => {
      await run([...enter, 'sh', '-c', killLibvirtd]);
    },
    stop: () => {
      sshd.stop();
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The number of tini as seen from outside its namespace. */
async function firstProcess({ pid }: ChildProcess): Promise<number> {
  let first = Number.NaN;
  await until('the namespace has its first process', async () => {
    first = Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10);
    return Number.isInteger(first);
  });
  return first;
}
