import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { changesBetween } from '../../../client/src/apply/changes.ts';
import type { PrivateHost } from '../privateHost.ts';
import { secret } from './scenario.ts';

export interface Verdict {
  /** What there is in the end: the new domain, the old one as it was, or something that must not be. */
  readonly end: 'new' | 'old' | 'LOSS';
  /** What Apply said of it. */
  readonly outcome: string;
  /** Why it is a loss, or what is left over. */
  readonly detail: string;
}

/** What an apply left of itself: how it ended by its own word, and all that it showed. */
export interface Ended {
  readonly outcome: string;
  readonly shown: string;
}

/** How libvirt has a domain: in both forms, each undefined where there is none. */
export interface Look {
  readonly stored: string | undefined;
  readonly live: string | undefined;
}

export async function look(uuid: string, { virsh }: PrivateHost): Promise<Look> {
  const info = (await virsh(['dominfo', uuid])).stdout;
  const dump = async (...args: string[]) =>
    (await virsh(['dumpxml', '--security-info', ...args, uuid])).stdout;
  return {
    stored: /Persistent: +yes/.test(info) ? await dump('--inactive') : undefined,
    live: /State: +(running|paused)/.test(info) ? await dump('--migratable') : undefined,
  };
}

export function isAsBefore(now: string | undefined, then: string | undefined): boolean {
  return now === undefined || then === undefined ? now === then : changesBetween(now, then).length === 0;
}

export function unlike(before: Look, after: Look): string {
  const changes = (one = '<none/>', other = '<none/>') => JSON.stringify(changesBetween(one, other));
  return `stored ${changes(after.stored, before.stored)}, live ${changes(after.live, before.live)}`;
}

export function verdict(end: Verdict['end'], outcome: string, problems: readonly string[]): Verdict {
  return { end: problems.length > 0 ? 'LOSS' : end, outcome, detail: problems.join('; ') };
}

/** What must not be there, whatever happened: in our files, among what was shown, on the host. */
export async function leftovers(
  storage: string,
  { shown }: Ended,
  name: string,
  host: PrivateHost,
): Promise<string[]> {
  return [
    ...filesBelow(storage).flatMap((path) => [
      ...(path.includes('/journals/') ? [`left over: ${path}`] : []),
      ...(statSync(path).mode & 0o077 ? [`others can read ${path}`] : []),
      ...(tellsSecret(path) ? [`the password is in ${path}`] : []),
    ]),
    ...(shown.includes(secret) ? ['the password was shown'] : []),
    ...(await othersThan(name, host)),
  ];
}

/** Definitions may, for the user alone; nothing else may. */
export function tellsSecret(path: string): boolean {
  return !path.endsWith('.xml') && readFileSync(path, 'utf8').includes(secret);
}

export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

async function othersThan(name: string, { virsh }: PrivateHost): Promise<string[]> {
  const { stdout } = await virsh(['list', '--all', '--name']);
  return stdout
    .split('\n')
    .filter((each) => each !== '' && each !== name)
    .map((each) => `another domain: ${each}`);
}

export async function untilLibvirtAnswers({ virsh }: PrivateHost): Promise<void> {
  for (let attempts = 0; attempts < 100; attempts += 1) {
    if ((await virsh(['list'])).code === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the private libvirt does not come back');
}
