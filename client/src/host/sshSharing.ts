import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from './process.ts';

/** Seconds that a connection outlives its last command. */
const idleSeconds = 15;

/**
 * Options that make commands to a host share one connection of their own: ten commands, one login. None where the user's
 * configuration sees to it already (their connection may have cost them a second factor), nor on Windows, whose
 * OpenSSH cannot.
 *
 * @param parameters options and destination as ssh gets them
 */
export async function sharingOptions(parameters: readonly string[]): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const { stdout } = await runProcess(['ssh', '-G', ...parameters], process.env);
  if (/^controlpath (?!none$)/m.test(stdout)) return [];
  return [
    ...['-o', 'ControlMaster=auto'],
    ...['-o', `ControlPath=${socketFolder()}/%C`],
    ...['-o', `ControlPersist=${idleSeconds}`],
  ];
}

/** In /tmp itself: a socket's path may have about 100 characters, and macOS has long temporary folders. */
function socketFolder(): string {
  const folder = mkdtempSync(join('/tmp', 'virtqueue-ssh-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
