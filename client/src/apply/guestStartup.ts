import * as l10n from '@vscode/l10n';
import type { Guest } from '../host/guest.ts';
import { pause, secondsSince } from './clock.ts';
import type { GuestTools } from './reachGuest.ts';

/** Prints what systemd does, where NetworkManager may be among it. */
export const readStartup = [
  'sh',
  '-c',
  'if command -v nmcli > /dev/null 2>&1; then systemctl is-system-running 2> /dev/null; fi; true',
] as const;

/**
 * Waits while the guest starts what its agent does not wait for: NetworkManager comes late, and would then set the channels to
 * what it was told to keep before.
 *
 * @throws AgentError, ExecError
 */
export async function untilStarted(
  guest: Guest,
  { patience, transcript, signal }: Pick<GuestTools, 'patience' | 'transcript' | 'signal'>,
): Promise<void> {
  const start = Date.now();
  const [program, ...parameters] = readStartup;
  try {
    while (Date.now() - start < patience.agent) {
      const { stdout } = await guest.run(program, parameters, signal);
      if (!/^(initializing|starting)$/.test(stdout.trim())) return;
      transcript.progress(l10n.t('Waiting for the guest: {0} s', secondsSince(start)));
      await pause(patience.poll, signal);
    }
  } finally {
    transcript.progress(undefined);
  }
}
