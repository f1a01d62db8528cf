import { isAlive } from '../../scripts/setup/lock.ts';
import { removeDomain } from './domain.ts';
import { virshOk } from './virsh.ts';

/** Removes the test domains of runs that were ended before they could do so. */
export async function removeLeftovers(): Promise<void> {
  for (const name of (await virshOk(['list', '--all', '--name'])).split('\n')) {
    const pid = /^vq-test-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await removeDomain(name);
    }
  }
}
