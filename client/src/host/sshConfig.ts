import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import SSHConfig, { type Line } from 'ssh-config';
import { isDestination } from './ssh.ts';

/** OpenSSH's own bound on Include inside Include. */
const deepestInclude = 16;

/** The hosts a person has named in their ssh configuration, in its order; patterns are not hosts. */
export function sshHosts(file: string = join(homedir(), '.ssh', 'config')): string[] {
  return [...new Set(hostsIn(file, dirname(file), 0))].filter(isDestination);
}

function hostsIn(file: string, base: string, depth: number): string[] {
  if (depth > deepestInclude) return [];
  return parse(file).flatMap((line) => hostsOfLine(line, base, depth));
}

function hostsOfLine(line: Line, base: string, depth: number): string[] {
  if (line.type !== SSHConfig.DIRECTIVE) return [];
  const nested = 'config' in line ? line.config.flatMap((inner) => hostsOfLine(inner, base, depth)) : [];
  switch (line.param.toLowerCase()) {
    case 'host':
      return [...words(line.value).filter((name) => !/[*?!]/.test(name)), ...nested];
    case 'include':
      return words(line.value).flatMap((pattern) =>
        included(pattern, base).flatMap((file) => hostsIn(file, base, depth + 1)),
      );
    default:
      return nested;
  }
}

/** An unreadable configuration names no hosts; ssh itself complains about it better than we could. */
function parse(file: string): Line[] {
  try {
    return [...SSHConfig.parse(readFileSync(file, 'utf8'))];
  } catch {
    return [];
  }
}

function words(value: string | { val: string }[]): string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : value.map((word) => word.val);
}

/** Files an Include names: relative ones lie beside the configuration; `*` and `?` stand in the last part only. */
function included(pattern: string, base: string): string[] {
  const path = pattern.startsWith('~/') ? join(homedir(), pattern.slice(2)) : pattern;
  const file = isAbsolute(path) ? path : join(base, path);
  const folder = dirname(file);
  const name = file.slice(folder.length + 1);
  if (!/[*?]/.test(name)) return [file];
  const expression = new RegExp(
    `^${name
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
  try {
    return readdirSync(folder)
      .filter((entry) => expression.test(entry))
      .sort()
      .map((entry) => join(folder, entry));
  } catch {
    return [];
  }
}
