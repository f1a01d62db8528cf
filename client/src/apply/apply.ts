import * as l10n from '@vscode/l10n';
import { type Backup, saveBackup } from './backup.ts';
import { stopIfAborted } from './clock.ts';
import { isSameDomain } from './compare.ts';
import type { ApplyReport, ApplyRequest, ApplyTools } from './contract.ts';
import { type Complaint, checkDocument } from './document.ts';
import { describe, isAbort } from './explain.ts';
import { askDomain, askHost, type KnownDomain } from './facts.ts';
import { setGuestQueues } from './guest.ts';
import { isComplete } from './guestReport.ts';
import { restarts, storesDocument } from './mode.ts';
import { type Plan, planApply } from './plan.ts';
import { type Phase, recover } from './recover.ts';
import { startNew } from './startNew.ts';
import { turnOff } from './turnOff.ts';

/**
 * Brings a document to a host: check, ask, plan, confirm, back up, shut down, start, guest. Never rejects, and
 * never leaves a domain off that was running without saying so.
 */
export async function apply(request: ApplyRequest, tools: ApplyTools): Promise<ApplyReport> {
  const { virsh, questions, signal, transcript } = tools;
  const untouched = (outcome: 'cancelled' | 'refused' | 'failed', message: string): ApplyReport => ({
    outcome,
    message,
    backup: undefined,
  });
  try {
    const document = checkDocument(request.text, request.settings);
    if (!('domain' in document)) return untouched('refused', complain(document));
    const facts = await askHost(virsh, document, signal);
    const { libvirt, hypervisor } = facts.version;
    transcript.note(l10n.t('libvirt {0}, {1}, on {2}', libvirt, hypervisor, facts.place));
    const plan = planApply(document, facts, request.mode);
    if ('refused' in plan) return untouched('refused', plan.refused);
    if (!(await questions.confirm(plan))) {
      return untouched('cancelled', l10n.t('Cancelled: nothing was changed.'));
    }
    stopIfAborted(signal);
    const current = await afterQuestion(plan, tools);
    if (current === undefined) {
      return untouched(
        'refused',
        l10n.t('"{0}" has changed on the host in the meantime: apply again.', plan.name),
      );
    }
    if (current.mode === 'guest-only') return await setGuestOnly(current, tools);
    return await carryOut(current, request, tools);
  } catch (error) {
    return isAbort(error)
      ? untouched('cancelled', l10n.t('Cancelled: nothing was changed.'))
      : untouched('failed', describe(error, virsh.exec.place));
  }
}

/** A question may stand for hours: the plan with what the host has now, undefined when it no longer fits. */
async function afterQuestion(plan: Plan, { virsh, signal }: ApplyTools): Promise<Plan | undefined> {
  if (!plan.known) return plan;
  const known = await askDomain(virsh, plan.known, signal);
  return hasChanged(plan.known, known) ? undefined : { ...plan, known };
}

function hasChanged(before: KnownDomain, now: KnownDomain): boolean {
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
  const guest = await setGuestQueues({ uuid: plan.uuid, channels: undefined }, tools);
  const message = isComplete(guest)
    ? l10n.t('The queues in the guest of "{0}" are set.', plan.name)
    : l10n.t('The queues in the guest of "{0}" could not all be set.', plan.name);
  return isComplete(guest)
    ? { outcome: 'applied', uuid: plan.uuid, guest, backup: undefined, message }
    : {
        outcome: 'failed',
        backup: undefined,
        message: [message, guest.problem?.message ?? ''].join('\n').trim(),
      };
}

function stored({ name, uuid, known }: Plan, backup: Backup | undefined): ApplyReport {
  const message = known?.isActive
    ? l10n.t('"{0}" is stored; what runs now takes it up at its next start.', name)
    : l10n.t('"{0}" is stored.', name);
  return { outcome: 'applied', uuid, guest: undefined, backup, message };
}

async function carryOut(plan: Plan, request: ApplyRequest, tools: ApplyTools): Promise<ApplyReport> {
  const { known } = plan;
  const backup = known && (await saveBackup(request.backupFolder, known, known.forms, new Date()));
  for (const path of [backup?.live, backup?.stored]) {
    if (path !== undefined) tools.transcript.note(l10n.t('Saved: {0}', path));
  }
  let phase: Phase = 'storing';
  try {
    if (storesDocument(plan.mode)) await tools.virsh.define(plan.xml, tools.signal);
    if (!restarts(plan.mode)) return stored(plan, backup);
    phase = 'turning-off';
    if (known?.isActive) await turnOff(known, tools);
    phase = 'starting';
    const uuid = await startNew(plan, tools);
    const guest = uuid === undefined ? undefined : await setGuestQueues({ uuid, channels: undefined }, tools);
    return {
      outcome: 'applied',
      uuid,
      guest,
      backup,
      message:
        uuid === undefined
          ? l10n.t(
              'libvirt\'s test driver took "{0}"; it keeps nothing from one command to the next.',
              plan.name,
            )
          : l10n.t('"{0}" runs with the new definition.', plan.name),
    };
  } catch (error) {
    return recover(plan, phase, error, backup, tools);
  }
}

function complain(complaints: readonly Complaint[]): string {
  const lines = complaints.map(({ line, message }) => l10n.t('line {0}: {1}', line, message));
  return [l10n.t('The document has errors; nothing was sent.'), ...lines].join('\n');
}
