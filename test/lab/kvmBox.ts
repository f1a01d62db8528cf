import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/setup/ports.ts';
import { kvmBoxImage } from './guest.ts';
import { makeSshHost, type SshHost } from './sshKeys.ts';
import { run } from './virsh.ts';

/**
 * A KVM host with vhost-net, reached over ssh: QEMU emulates AMD's virtualization, so that an emulated machine can be one
 * wherever the tests run. It has this machine's programs, libvirt among them, and a bridge `vqbr0`.
 */
export interface KvmBox extends SshHost {
  stop(): Promise<void>;
}

/** Debian keeps it with QEMU up to 12, and in a package of its own later. */
const virtiofsdPaths = ['/usr/libexec/virtiofsd', '/usr/lib/qemu/virtiofsd'];
const memoryMiB = 3072;
const readyMilliseconds = 240_000;

export function findVirtiofsd(): string | undefined {
  return virtiofsdPaths.find((path) => existsSync(path));
}

export async function startKvmBox(): Promise<KvmBox> {
  const { kernel, initrd } = await kvmBoxImage();
  const folder = mkdtempSync(join(tmpdir(), 'virtqueue-box-'));
  const port = await freePort();
  const host = makeSshHost(folder, 'vq-kvm-box', port, { user: 'root' });
  const socket = join(folder, 'virtiofs');
  const processes: ChildProcess[] = [];
  const stop = async () => {
    for (const child of processes.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const files = start(virtiofsd(socket));
    processes.push(files.child);
    await until('virtiofsd listens', files, async () => existsSync(socket));
    const machine = start(emulator(kernel, initrd, socket, port, folder));
    processes.push(machine.child);
    await until('libvirt in the box answers', machine, () => answers(host));
    return { ...host, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answers({ alias, configFile }: SshHost): Promise<boolean> {
  const ssh = ['ssh', '-F', configFile, '-o', 'ConnectTimeout=5', alias];
  return (await run([...ssh, 'virsh', '-c', 'qemu:///system', 'version'])).code === 0;
}

function virtiofsd(socket: string): string[] {
  const program = findVirtiofsd();
  if (program === undefined) throw new Error('virtiofsd is not installed.');
  return [program, `--socket-path=${socket}`, '-o', 'source=/', '-o', 'cache=always', '-o', 'sandbox=chroot'];
}

function emulator(kernel: string, initrd: string, socket: string, port: number, keys: string): string[] {
  return [
    'qemu-system-x86_64',
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max,+svm', '-smp', '2', '-m', `${memoryMiB}`],
    ...['-object', `memory-backend-memfd,id=memory,size=${memoryMiB}M,share=on`],
    ...['-numa', 'node,memdev=memory'],
    ...['-chardev', `socket,id=files,path=${socket}`],
    ...['-device', 'vhost-user-fs-pci,chardev=files,tag=hostroot'],
    ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net'],
    ...['-kernel', kernel, '-initrd', initrd, '-append', `console=ttyS0 quiet panic=-1 vq.keys=${keys}`],
    ...['-nodefaults', '-serial', 'stdio', '-display', 'none', '-no-reboot'],
  ];
}

interface Started {
  readonly child: ChildProcess;
  /** The last of what it said. */
  said(): string;
}

/** Ends with this process, however that ends. */
function start(argv: readonly string[]): Started {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
  }
  return { child, said: () => said };
}

async function until(
  what: string,
  { child, said }: Started,
  condition: () => Promise<boolean>,
): Promise<void> {
  for (const deadline = Date.now() + readyMilliseconds; Date.now() < deadline; await sleep(500)) {
    if (child.exitCode !== null) break;
    if (await condition()) return;
  }
  throw new Error(`Waited in vain until ${what}:\n${said()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
