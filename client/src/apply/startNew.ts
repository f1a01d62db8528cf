import * as l10n from '@vscode/l10n';
import type { ApplyTools } from './contract.ts';
import type { Job } from './journal/journal.ts';

/** Starts what the job says, stored before if its mode stores it, and makes sure that it stays up. */
export async function startNew(
  { mode, uuid, isBackup }: Job,
  document: string,
  { virsh, signal }: ApplyTools,
): Promise<void> {
  if (mode === 'try-once') {
    await (isBackup ? virsh.recreate(document, signal) : virsh.create(document, signal));
  } else if (!forgets(virsh.uri)) await virsh.start(uuid, signal);
  if (forgets(virsh.uri)) return;
  const state = await virsh.state(uuid, signal);
  if (state !== undefined && state !== 'shut off' && state !== 'crashed') return;
  throw new Error(
    l10n.t('The domain started and stopped again at once. /var/log/libvirt/qemu/ on the host has its log.'),
  );
}

/** libvirt's test driver keeps nothing from one virsh to the next. */
export function forgets(uri: string): boolean {
  return uri.startsWith('test:');
}
