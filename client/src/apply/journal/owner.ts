import { readFileSync } from 'node:fs';

/**
 * A process, by its number, and where the system tells (Linux) by its start and the machine's boot, so that another
 * process that got the same number later is not taken for it.
 */
export function owner(pid: number = process.pid): string {
  return [pid, startOf(pid), boot()].filter(Boolean).join('-');
}

export function isAlive(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  return exists(pid) && owner(pid) === name;
}

function exists(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's, and so alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of proc(5)'s stat; the name in field 2 may hold blanks and parentheses. */
function startOf(pid: number): string {
  return (read(`/proc/${pid}/stat`).split(') ').at(-1) ?? '').split(' ')[19] ?? '';
}

function boot(): string {
  return read('/proc/sys/kernel/random/boot_id').slice(0, 8);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
