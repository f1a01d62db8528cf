import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from './process.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/**
 * Options that make commands to a host share one connection of their own: ten commands, one login. None where the user's
 * configuration sees to it already (their connection may have cost them a second factor), nor on Windows, whose
 * OpenSSH cannot.
 *
 * @param parameters options and destination as ssh gets them
 * @param idleSeconds that a connection outlives its last command
 */
export async function sharingOptions(
  parameters: readonly string[],
  idleSeconds: number,
): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const { stdout } = await runProcess(['ssh', '-G', ...parameters], process.env);
  if (/^controlpath (?!none$)/m.test(stdout)) return [];
  return [
    ...['-o', 'ControlMaster=auto'],
    ...['-o', `ControlPath=${socketFolder()}/%C`],
    ...['-o', `ControlPersist=${idleSeconds}`],
  ];
}

let base: string | undefined;
let folders = 0;

/** A folder of its own for each user of it. In /tmp itself: a socket's path may have about 100 characters, and macOS has long temporary folders. */
function socketFolder(): string {
  base ??= temporaryFolder('/tmp', 'virtqueue-ssh-');
  folders += 1;
  const folder = join(base, String(folders));
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}
