import * as l10n from '@vscode/l10n';
import { ExecError } from '../host/exec.ts';
import { quoteCommand } from '../host/quote.ts';
import { type Virsh, VirshError } from '../host/virsh.ts';
import type { Backup } from './backup.ts';
import { isSameDomain } from './compare.ts';
import type { ApplyReport, ApplyTools } from './contract.ts';
import { describe, isAbort } from './explain.ts';
import type { KnownDomain } from './facts.ts';
import { storesDocument } from './mode.ts';
import type { Plan } from './plan.ts';

/** How far Apply had come when it had to stop. */
export type Phase = 'storing' | 'turning-off' | 'starting';

/**
 * After a failure or a cancel: sees to it that what was stored is stored, and that what ran runs. Cancelling does
 * not reach in here: stopping half-way is what this repairs.
 */
export async function recover(
  plan: Plan,
  phase: Phase,
  error: unknown,
  backup: Backup | undefined,
  { virsh, transcript }: ApplyTools,
): Promise<ApplyReport> {
  const stopped = isAbort(error) ? 'cancelled' : 'failed';
  const report = (outcome: 'cancelled' | 'failed' | 'rolled-back', state: string): ApplyReport => ({
    outcome,
    backup,
    message: `${describe(error, virsh.exec.place)}\n${state}`,
  });
  try {
    const isRunning = await isActive(plan, virsh);
    if (isRunning && phase === 'starting') return report(stopped, whatStarted(plan, error));
    const isStored = storesDocument(plan.mode) && !(phase === 'storing' && error instanceof VirshError);
    const isRestored = isStored && (await restoreStored(plan, virsh));
    if (isRunning) return report(stopped, whatRuns(plan, phase));
    if (!plan.known?.isActive) return report(isRestored ? 'rolled-back' : stopped, whatIsOff(plan));
    transcript.note(l10n.t('Starting "{0}" again as it was.', plan.name));
    await startOld(plan.known, virsh);
    if (await isActive(plan, virsh)) {
      return report('rolled-back', l10n.t('"{0}" runs again as before.', plan.name));
    }
    throw new Error(l10n.t('It stopped again at once.'));
  } catch (second) {
    return report('failed', wayOut(plan, second, backup, virsh));
  }
}

async function isActive(plan: Plan, virsh: Virsh): Promise<boolean> {
  const uuid = plan.uuid ?? (await uuidNamed(plan.name, virsh));
  const state = uuid === undefined ? undefined : await virsh.state(uuid);
  return state !== undefined && state !== 'shut off';
}

/** Undoes a define: the old definition comes back, or none where there was none. */
async function restoreStored({ known, name }: Plan, virsh: Virsh): Promise<boolean> {
  const uuid = known?.uuid ?? (await uuidNamed(name, virsh));
  if (uuid === undefined || !(await virsh.info(uuid)).persistent) return false;
  const before = known?.forms.stored;
  if (before === undefined) {
    await virsh.undefine(uuid);
    return true;
  }
  if ((await virsh.storedXml(uuid)) === before) return false;
  await virsh.redefine(before);
  return true;
}

/** By its stored definition if that is what ran, else from the form that ran. */
async function startOld({ uuid, forms: { live, stored } }: KnownDomain, virsh: Virsh): Promise<void> {
  if (live === undefined || (stored !== undefined && isSameDomain(stored, live))) await virsh.start(uuid);
  else await virsh.recreate(live);
}

async function uuidNamed(name: string, virsh: Virsh): Promise<string | undefined> {
  return (await virsh.domains()).find((domain) => domain.name === name)?.uuid;
}

function whatStarted({ name }: Plan, error: unknown): string {
  return error instanceof ExecError
    ? l10n.t('"{0}" runs with the new definition; its queues inside the guest were not set.', name)
    : l10n.t('"{0}" is running now: see with "virsh dumpxml" what it runs with.', name);
}

function whatRuns({ name }: Plan, phase: Phase): string {
  return phase === 'storing'
    ? l10n.t('"{0}" runs on as before.', name)
    : l10n.t(
        '"{0}" still runs as before, but was asked to shut down and may yet do so; nothing starts it again then.',
        name,
      );
}

function whatIsOff({ known, name }: Plan): string {
  return known
    ? l10n.t('"{0}" is off, as before.', name)
    : l10n.t('Nothing is left of "{0}" on the host, as before.', name);
}

function wayOut({ name, known }: Plan, error: unknown, backup: Backup | undefined, virsh: Virsh): string {
  const because = l10n.t('And "{0}" could not be brought back: {1}', name, describe(error, virsh.exec.place));
  const file = backup?.live ?? backup?.stored;
  if (file === undefined) return because;
  const verb = known?.isActive ? 'create' : 'define';
  const command = virsh.exec.display(['virsh', '-c', virsh.uri, verb, '/dev/stdin']);
  return `${because}\n${l10n.t('By hand: {0}', `${command} < ${quoteCommand([file])}`)}`;
}
