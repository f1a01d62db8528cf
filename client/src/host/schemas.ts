import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Exec, ExecResult } from './exec.ts';

/** Where libvirt's packages put the schemas they validate with. */
const hostFolder = '/usr/share/libvirt/schemas';

/** Names that `ls` may give us to ask for; anything else is left alone. */
const schemaName = /^[\w-]+\.rng$/;

/**
 * Copies the host's schemas to this machine, once per host and libvirt version.
 *
 * @param cache folder for all hosts, made when missing
 * @returns the folder with `domain.rng`; undefined when the host has none
 */
export async function copyHostSchemas(
  exec: Exec,
  libvirtVersion: string,
  cache: string,
): Promise<string | undefined> {
  const folder = path.join(cache, encodeURIComponent(`${exec.place} ${libvirtVersion}`));
  if (await exists(path.join(folder, 'domain.rng'))) return folder;
  const files = await readHostSchemas(exec);
  if (!files.has('domain.rng')) return undefined;
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await Promise.all([...files].map(([name, text]) => writeFile(path.join(draft, name), text)));
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  return folder;
}

/** File name to text. */
async function readHostSchemas(exec: Exec): Promise<Map<string, string>> {
  const listing = await exec.run(['ls', hostFolder], { shown: countLines });
  const names = listing.code === 0 ? listing.stdout.split('\n').filter((name) => schemaName.test(name)) : [];
  if (names.length === 0) return new Map();
  const paths = names.map((name) => `${hostFolder}/${name}`);
  const { code, stdout } = await exec.run(['tail', '-v', '-n', '+1', '--', ...paths], {
    shown: countLines,
  });
  return code === 0 ? splitByHeader(stdout) : new Map();
}

/** What a person watching needs to see of thousands of lines. */
function countLines({ code, stdout, stderr }: ExecResult): string {
  return code === 0 ? l10n.t('({0} lines)', stdout.trimEnd().split('\n').length) : stderr.trim();
}

/** `tail -v` writes `==> PATH <==` before each file, and an empty line between two. */
export function splitByHeader(output: string): Map<string, string> {
  const parts = output.split(/^==> (.*) <==\n/m);
  const files = new Map<string, string>();
  for (let at = 1; at + 1 < parts.length; at += 2)
    files.set(path.posix.basename(parts[at] ?? ''), (parts[at + 1] ?? '').replace(/\n\n$/, '\n'));
  return files;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
