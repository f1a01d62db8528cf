import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const daemons = ['virtlogd', 'libvirtd'];

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
  const pids: string[] = [];
  for (const name of daemons) {
    const { code, stderr } = await run([name, '-d']);
    if (code !== 0) {
      throw new Error(`${name} does not start: ${stderr.trim()}`);
    }
    pids.push(readFileSync(`/run/${name}.pid`, 'utf8').trim());
    writeFileSync(daemonsFile, pids.reverse().join('\n'));
  }
  await untilItAnswers();
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
