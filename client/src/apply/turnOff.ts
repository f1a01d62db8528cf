import * as l10n from '@vscode/l10n';
import { ExecError } from '../host/exec.ts';
import { type Virsh, VirshError } from '../host/virsh.ts';
import { pause, secondsSince, stopIfAborted } from './clock.ts';
import type { ApplyTools } from './contract.ts';
import { canShutDown, type KnownDomain } from './facts.ts';

/**
 * Gets a domain off: asks the guest, waits, and takes the power away only after a separate yes.
 *
 * @throws ExecError `aborted` when told to leave it: the guest may still be on its way down then
 */
export async function turnOff(domain: KnownDomain, tools: ApplyTools): Promise<void> {
  const { virsh, transcript, signal } = tools;
  let refused = canShutDown(domain)
    ? await askGuest(domain, tools)
    : l10n.t('It is {0} and cannot shut down by itself.', domain.state);
  try {
    for (let start = Date.now(); !(await isOff(virsh, domain.uuid, signal)); ) {
      if (refused !== undefined || Date.now() - start > tools.patience.shutdown) {
        const reason = refused ?? l10n.t('It has not shut down in {0} seconds.', secondsSince(start));
        if ((await decide(domain, reason, tools)) === 'off') return;
        refused = undefined;
        start = Date.now();
      }
      transcript.progress(l10n.t('Waiting for "{0}" to shut down: {1} s', domain.name, secondsSince(start)));
      await pause(tools.patience.poll, signal);
    }
  } finally {
    transcript.progress(undefined);
  }
}

/** Says why when libvirt cannot pass the request on. */
async function askGuest({ uuid }: KnownDomain, { virsh, signal }: ApplyTools): Promise<string | undefined> {
  try {
    await virsh.shutdown(uuid, signal);
    return undefined;
  } catch (error) {
    if (error instanceof VirshError) return error.message;
    throw error;
  }
}

async function decide(domain: KnownDomain, reason: string, tools: ApplyTools): Promise<'off' | 'wait'> {
  tools.transcript.progress(undefined);
  const answer = await tools.questions.forceOff(domain.name, reason);
  stopIfAborted(tools.signal);
  switch (answer) {
    case 'force':
      if (!(await isOff(tools.virsh, domain.uuid, tools.signal))) await tools.virsh.destroy(domain.uuid);
      return 'off';
    case 'wait':
      // A guest that was booting when first asked has not heard it.
      if (canShutDown(domain)) await askGuest(domain, tools);
      return 'wait';
    case 'cancel':
      throw new ExecError('aborted', [], 'aborted');
  }
}

async function isOff(virsh: Virsh, uuid: string, signal: AbortSignal): Promise<boolean> {
  const state = await virsh.state(uuid, signal);
  return state === undefined || state === 'shut off';
}
