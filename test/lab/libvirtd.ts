import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasSystemd } from '../../scripts/setup/apt.ts';
import { isAlive, withLock } from '../../scripts/setup/lock.ts';
import { removeLeftovers } from './leftovers.ts';
import { run, virsh } from './virsh.ts';

/** Who uses the daemons that we started, one empty file per process id, and which daemons these are. */
const state = '/run/virtqueue-lab';
const users = join(state, 'users');
const daemonsFile = join(state, 'daemons');

export interface Libvirt {
  /** Whether it runs only because of us: started by hand, by this process or another one of ours. */
  readonly startedHere: boolean;
  release(): Promise<void>;
}

/**
 * Makes `qemu:///system` answer, until `release`. A libvirt that is already there is used as it is; one that had to
 * be started by hand (no systemd) stops again with the last process that uses it.
 */
export async function acquireLibvirt(): Promise<Libvirt> {
  mkdirSync(users, { recursive: true });
  return locked(async () => {
    forgetTheDead();
    if (!(await answers())) {
      await (hasSystemd ? startService() : startByHand());
    }
    writeFileSync(join(users, `${process.pid}`), '');
    await removeLeftovers();
    return { startedHere: existsSync(daemonsFile), release };
  });
}

async function release(): Promise<void> {
  await locked(async () => {
    rmSync(join(users, `${process.pid}`), { force: true });
    forgetTheDead();
    if (readdirSync(users).length > 0 || !existsSync(daemonsFile)) {
      return;
    }
    for (const pid of readFileSync(daemonsFile, 'utf8').split('\n').map(Number).filter(isAlive)) {
      process.kill(pid, 'SIGTERM');
    }
    rmSync(daemonsFile);
  });
}

async function startService(): Promise<void> {
  await run(['systemctl', 'start', 'libvirtd']);
  await untilItAnswers();
}

async function startByHand(): Promise<void> {
  rmSync(daemonsFile, { force: true });
  await openKvm();
  const pids: number[] = [];
  for (const argv of [['virtlogd'], reapingOrphans('libvirtd')]) {
    pids.unshift(startDaemon(argv));
    writeFileSync(daemonsFile, pids.join('\n'));
  }
  await untilItAnswers();
}

/** Outlives this process: another one of ours may still use it. */
function startDaemon([file = '', ...args]: readonly string[]): number {
  const { pid } = spawn(file, args, { detached: true, stdio: 'ignore' }).on('error', () => undefined);
  if (pid === undefined) {
    throw new Error(`${file} cannot be started.`);
  }
  return pid;
}

/** libvirt waits until a QEMU that it ended is gone: a first process that is slow to reap orphans makes it wait long. */
function reapingOrphans(daemon: string): string[] {
  return ['tini', '-s', '--', daemon];
}

/**
 * What udev does where it runs. Else libvirtd, as root, finds KVM when it asks QEMU, and that QEMU's user may not have it;
 * so that it asks again for every command, for seconds.
 */
async function openKvm(): Promise<void> {
  const group = Number((await run(['getent', 'group', 'kvm'])).stdout.split(':')[2]);
  if (!existsSync('/dev/kvm') || !Number.isInteger(group) || statSync('/dev/kvm').gid === group) return;
  chownSync('/dev/kvm', 0, group);
  chmodSync('/dev/kvm', 0o660);
}

async function untilItAnswers(): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    if (await answers()) {
      return;
    }
    await sleep(500);
  }
  throw new Error('libvirtd was started, but qemu:///system does not answer.');
}

async function answers(): Promise<boolean> {
  return (await virsh(['version'])).code === 0;
}

function forgetTheDead(): void {
  for (const name of readdirSync(users).filter((pid) => !isAlive(Number(pid)))) {
    rmSync(join(users, name), { force: true });
  }
}

function locked<T>(action: () => Promise<T>): Promise<T> {
  return withLock(join(state, 'lock'), action);
}
