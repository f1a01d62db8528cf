import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from './cache.ts';
import { CannotRun } from './cannotRun.ts';
import { withLock } from './lock.ts';
import { step } from './step.ts';

export interface DebianPackage {
  readonly name: string;
  readonly why: string;
  /** Starts a network service when installed where systemd runs: there a person has to install it. */
  readonly service?: boolean;
}

export const isRoot = process.getuid?.() === 0;
export const hasSystemd = existsSync('/run/systemd/system');

const hasApt = existsSync('/usr/bin/apt-get');
export const aptGet = ['apt-get', '-o', 'DPkg::Lock::Timeout=600', '-o', 'APT::Sandbox::User=root'];
export const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };

/** Installs what is missing of `packages`; throws `CannotRun` with the command to type where it may not do so itself. */
export async function ensurePackages(packages: readonly DebianPackage[]): Promise<void> {
  const missing = missingPackages(packages);
  if (missing.length === 0) {
    return;
  }
  const forThePerson = missing.filter((one) => !isRoot || (one.service && hasSystemd));
  if (!hasApt || forThePerson.length > 0) {
    throw new CannotRun(howToInstall(hasApt ? forThePerson : missing));
  }
  console.log('Installing from the distribution:');
  for (const { name, why } of missing) {
    console.log(`  ${name.padEnd(24)}${why}`);
  }
  await withAptLock(async () => {
    await step('apt-get update', [...aptGet, 'update'], { env: environment });
    const names = missing.map(({ name }) => name);
    const install = [...aptGet, 'install', '--yes', '--no-install-recommends', ...names];
    await step('apt-get install', install, { env: environment });
  });
}

/**
 * Downloads packages and unpacks them into `folder` without installing them: some of what a guest needs (a kernel, an
 * agent service) must never end up in the system of whoever runs this.
 */
export async function unpackPackages(names: readonly string[], folder: string): Promise<void> {
  await step(`Downloading ${names.length} packages`, [...aptGet, 'download', ...names], {
    cwd: folder,
    env: environment,
  });
  unpackDownloaded(folder, folder);
}

export function unpackDownloaded(downloads: string, folder: string): void {
  for (const file of readdirSync(downloads).filter((entry) => entry.endsWith('.deb'))) {
    execFileSync('dpkg-deb', ['-x', join(downloads, file), folder]);
  }
}

export async function updatePackageLists(): Promise<void> {
  await withAptLock(() => step('apt-get update', [...aptGet, 'update'], { env: environment }));
}

/** All packages that `names` depend on, directly or not, themselves included. */
export function dependenciesOf(names: readonly string[], recurse: boolean): string[] {
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
    (kind) => `--no-${kind}`,
  );
  const argv = ['depends', ...(recurse ? ['--recurse'] : []), ...only, ...names];
  const output = execFileSync('apt-cache', argv, { encoding: 'utf8', env: environment });
  const found = output.matchAll(recurse ? /^([a-z0-9][^\s:]*)/gm : /Depends: ([a-z0-9][^\s:]*)/g);
  return [...new Set(Array.from(found, ([, name = '']) => name))];
}

export function isKnownPackage(name: string): boolean {
  return spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;
}

function howToInstall(packages: readonly DebianPackage[]): string {
  const names = packages.map(({ name }) => name);
  const why = [...new Set(packages.map((one) => one.why))].join('; ');
  return hasApt
    ? `missing: ${names.join(', ')} (${why}).\n  sudo apt-get install --no-install-recommends ${names.join(' ')}`
    : `not Debian or Ubuntu: install by hand what these Debian packages hold: ${names.join(', ')} (${why}).`;
}

function missingPackages(packages: readonly DebianPackage[]): DebianPackage[] {
  const names = packages.map(({ name }) => name);
  // dpkg-query also fails for the names that it has never heard of, which are missing all the same.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names], {
    encoding: 'utf8',
  });
  const installed = new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter(({ name }) => !installed.has(name));
}

function withAptLock<T>(action: () => Promise<T>): Promise<T> {
  return withLock(join(cacheRoot, 'apt.lock'), action);
}
