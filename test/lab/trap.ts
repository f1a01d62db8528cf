import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sshd } from './sshd.ts';

/** Runs a shell script on the host when one of the verbs of virsh comes there next, once, and then virsh. */
export function trap({ programs }: Pick<Sshd, 'programs'>, verbs: readonly string[], script: string): void {
  const virsh = join(programs, 'virsh');
  const text = `#!/bin/sh
case $3 in
${verbs.join('|')})
if rm "$0" 2> /dev/null; then
${script}
fi
esac
exec /usr/bin/virsh "$@"
`;
  writeFileSync(`${virsh}.part`, text, { mode: 0o755 });
  renameSync(`${virsh}.part`, virsh);
}

/** A command that has come to the host and has not done anything yet. */
export interface Held {
  /** `lost`: as if it had never come. */
  release(how: 'goes on' | 'lost'): void;
}

/** Holds the next command with one of the verbs where it cannot be missed. @returns what waits for it to come */
export function hold({ programs }: Pick<Sshd, 'programs'>, verbs: readonly string[]): () => Promise<Held> {
  const fifo = join(programs, 'held');
  execFileSync('mkfifo', [fifo]);
  trap({ programs }, verbs, `[ "$(timeout 300 cat ${fifo}; rm ${fifo})" = 'goes on' ] || exit 1`);
  return async () => {
    for (;;) {
      try {
        // Nobody can write to it before somebody reads it.
        const file = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
        return {
          release: (how) => {
            writeSync(file, how);
            closeSync(file);
          },
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
        await sleep(5);
      }
    }
  };
}
