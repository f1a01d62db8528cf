import * as l10n from '@vscode/l10n';
import type { ApplyTools } from './contract.ts';
import type { Plan } from './plan.ts';

/**
 * Starts what the plan says, stored before if the plan stores it, and makes sure that it stays up.
 *
 * @returns the uuid of what runs; undefined for libvirt's test driver, which keeps nothing from one virsh to the next
 */
export async function startNew(plan: Plan, { virsh, signal }: ApplyTools): Promise<string | undefined> {
  if (plan.mode === 'try-once') await virsh.create(plan.xml, signal);
  if (virsh.uri.startsWith('test:')) return undefined;
  const uuid = plan.uuid ?? (await virsh.domains(signal)).find(({ name }) => name === plan.name)?.uuid;
  if (plan.mode === 'persist' && uuid !== undefined) await virsh.start(uuid, signal);
  const state = uuid === undefined ? undefined : await virsh.state(uuid, signal);
  if (state !== undefined && state !== 'shut off' && state !== 'crashed') return uuid;
  throw new Error(
    l10n.t('The domain started and stopped again at once. /var/log/libvirt/qemu/ on the host has its log.'),
  );
}
