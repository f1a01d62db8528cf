import * as l10n from '@vscode/l10n';
import { ExecError } from '../host/exec.ts';
import type { DomainState } from '../host/parse/virsh.ts';
import { VirshError } from '../host/virsh.ts';
import { pause, secondsSince, stopIfAborted } from './clock.ts';
import type { ApplyTools } from './contract.ts';
import { canShutDown } from './facts.ts';
import { mayPass } from './situation.ts';

interface Target {
  readonly uuid: string;
  readonly name: string;
}

/** Writes down that the guest is going to be asked, and when that came to nothing. */
export type Record = (is: 'begun' | 'refused') => Promise<void>;

/**
 * Gets a domain off: asks the guest, waits, and takes the power away only after a separate yes.
 *
 * @throws ExecError `aborted` when told to leave it: the guest may still be on its way down then
 */
export async function turnOff(domain: Target, tools: ApplyTools, record: Record): Promise<void> {
  const { transcript, signal, patience } = tools;
  const first = await stateOf(domain, tools);
  if (isOff(first)) return;
  let refused = canShutDown({ state: first })
    ? await askGuest(domain, tools, record)
    : l10n.t('It is {0} and cannot shut down by itself.', first);
  try {
    for (let start = Date.now(); !isOff(await stateOf(domain, tools)); ) {
      if (refused !== undefined || Date.now() - start > patience.shutdown) {
        const reason = refused ?? l10n.t('It has not shut down in {0} seconds.', secondsSince(start));
        if ((await decide(domain, reason, tools, record)) === 'off') return;
        refused = undefined;
        start = Date.now();
      }
      transcript.progress(l10n.t('Waiting for "{0}" to shut down: {1} s', domain.name, secondsSince(start)));
      await pause(patience.poll, signal);
    }
  } finally {
    transcript.progress(undefined);
  }
}

/** Says why when libvirt cannot pass the request on. */
async function askGuest(
  { uuid }: Target,
  { virsh, signal }: ApplyTools,
  record: Record,
): Promise<string | undefined> {
  await record('begun');
  try {
    await virsh.shutdown(uuid, signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof VirshError) || mayPass(error)) throw error;
    await record('refused');
    return error.message;
  }
}

async function decide(
  domain: Target,
  reason: string,
  tools: ApplyTools,
  record: Record,
): Promise<'off' | 'wait'> {
  tools.transcript.progress(undefined);
  const answer = await tools.questions.forceOff(domain.name, reason);
  stopIfAborted(tools.signal);
  const state = await stateOf(domain, tools);
  switch (answer) {
    case 'force':
      if (!isOff(state)) await tools.virsh.destroy(domain.uuid);
      return 'off';
    case 'wait':
      // A guest that was booting when first asked has not heard it.
      if (!isOff(state) && canShutDown({ state })) await askGuest(domain, tools, record);
      return 'wait';
    case 'cancel':
      throw new ExecError('aborted', [], 'aborted');
  }
}

function stateOf({ uuid }: Target, { virsh, signal }: ApplyTools): Promise<DomainState | undefined> {
  return virsh.state(uuid, signal);
}

function isOff(state: DomainState | undefined): state is 'shut off' | undefined {
  return state === undefined || state === 'shut off';
}
