import * as l10n from '@vscode/l10n';
import { type Backup, jobId, saveBackup } from './backup.ts';
import { carryOut } from './carryOut.ts';
import { stopIfAborted } from './clock.ts';
import { isSameDomain } from './compare.ts';
import type { ApplyReport, ApplyRequest, ApplyTools } from './contract.ts';
import { type Complaint, checkDocument, readBackup } from './document.ts';
import { describe, isAbort } from './explain.ts';
import { askDomain, askHost, type KnownDomain } from './facts.ts';
import { setGuestQueues } from './guest.ts';
import { isComplete } from './guestReport.ts';
import { isAtWorkOn, Logbook } from './journal/logbook.ts';
import { type Plan, planApply } from './plan.ts';
import { summarise } from './report.ts';

/**
 * Brings a document to a host: check, ask, plan, confirm, back up, shut down, start, guest. Never rejects, and ends
 * with the new domain or with the old one as it was; where neither can be had now, with a journal to go on from.
 */
export async function apply(request: ApplyRequest, tools: ApplyTools): Promise<ApplyReport> {
  const { virsh, questions, signal } = tools;
  try {
    const plan = await makePlan(request, tools);
    if ('refused' in plan) return untouched('refused', plan.refused);
    if (!(await questions.confirm(plan))) {
      return untouched('cancelled', l10n.t('Cancelled: nothing was changed.'));
    }
    stopIfAborted(signal);
    const current = await afterQuestion(plan, tools);
    if (current === undefined) {
      return untouched('refused', hasChanged(plan.name));
    }
    if (current.mode === 'guest-only') return await setGuestOnly(current, tools);
    if (await isAtWorkOn(request.storage.journals, plan.uuid, request.target)) {
      const message = l10n.t(
        'An earlier apply of "{0}" has not come to its end: resume it or roll it back first.',
        plan.name,
      );
      return untouched('refused', message);
    }
    return await carryOut(await writeDown(current, request, tools), 'begin', request.storage, tools);
  } catch (error) {
    return isAbort(error)
      ? untouched('cancelled', l10n.t('Cancelled: nothing was changed.'))
      : untouched('failed', describe(error, virsh.exec.place));
  }
}

/**
 * What would be done, and nothing of it.
 *
 * @throws VirshError, ExecError
 */
export async function makePlan(
  { text, settings, mode, isBackup = false }: ApplyRequest,
  { virsh, signal, transcript, way }: Pick<ApplyTools, 'virsh' | 'signal' | 'transcript' | 'way'>,
): Promise<Plan | { readonly refused: string }> {
  const document = isBackup ? readBackup(text) : checkDocument(text, settings);
  if (!('domain' in document)) return { refused: complain(document) };
  const facts = await askHost(virsh, document, signal);
  const { libvirt, hypervisor } = facts.version;
  transcript.note(l10n.t('libvirt {0}, {1}, on {2}', libvirt, hypervisor, facts.place));
  return planApply(document, facts, mode, { way, host: settings.host });
}

/** Why what was agreed to is not done. */
export function hasChanged(name: string): string {
  return l10n.t('"{0}" has changed on the host in the meantime: apply again.', name);
}

function untouched(outcome: 'cancelled' | 'refused' | 'failed', message: string): ApplyReport {
  return { outcome, message, backup: undefined };
}

/** A question may stand for hours: the plan with what the host has now, undefined when it no longer fits. */
async function afterQuestion(plan: Plan, { virsh, signal }: ApplyTools): Promise<Plan | undefined> {
  if (!plan.known) {
    const domains = await virsh.domains(signal);
    return domains.some(({ uuid, name }) => uuid === plan.uuid || name === plan.name) ? undefined : plan;
  }
  const known = await askDomain(virsh, plan.known, signal);
  return differ(plan.known, known) ? undefined : { ...plan, known };
}

function differ(before: KnownDomain, now: KnownDomain): boolean {
  const differs = (one?: string, other?: string) =>
    one !== other && (one === undefined || other === undefined || !isSameDomain(one, other));
  return (
    before.run !== now.run ||
    before.managedSave !== now.managedSave ||
    differs(before.forms.live, now.forms.live) ||
    differs(before.forms.stored, now.forms.stored)
  );
}

async function setGuestOnly(plan: Plan, tools: ApplyTools): Promise<ApplyReport> {
  const { uuid, name } = plan;
  const guest = await setGuestQueues({ uuid, channels: undefined }, tools);
  const message = summarise(name, guest);
  if (isComplete(guest)) return { outcome: 'applied', uuid, guest, backup: undefined, message };
  const outcome = guest.problem?.failure === 'cancelled' ? 'cancelled' : 'failed';
  return { outcome, guest, backup: undefined, message };
}

/** Backup first, then the journal that names it: nothing on the host is touched before both are on the disk. */
async function writeDown(plan: Plan, request: ApplyRequest, tools: ApplyTools): Promise<Logbook> {
  const { known, name, uuid, mode, place } = plan;
  const now = new Date();
  const id = jobId(plan, now);
  const { target, storage, isBackup = false } = request;
  const label = { name, uuid, place, target, saved: now.toISOString() };
  const backup: Backup = known
    ? await saveBackup(storage.backups, id, label, known.forms)
    : { live: undefined, stored: undefined };
  for (const path of [backup.live, backup.stored]) {
    if (path !== undefined) tools.transcript.note(l10n.t('Saved: {0}', path));
  }
  const before = known && { run: known.run, persistent: known.persistent };
  const job = { version: 1, id, target, place, mode, name, uuid, isBackup, before } as const;
  return Logbook.begin(storage.journals, job, backup, plan.xml);
}

function complain(complaints: readonly Complaint[]): string {
  const lines = complaints.map(({ line, message }) => l10n.t('line {0}: {1}', line, message));
  return [l10n.t('The document has errors; nothing was sent.'), ...lines].join('\n');
}
