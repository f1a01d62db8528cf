import * as l10n from '@vscode/l10n';
import { defaultPatience } from '../apply/clock.ts';
import type { CheckedDocument } from '../apply/document.ts';
import { describe, isAbort } from '../apply/explain.ts';
import { runningDomain, setGuestQueues as setQueues } from '../apply/guest.ts';
import { type GuestReport, isComplete } from '../apply/guestReport.ts';
import type { GuestWay } from '../apply/reachGuest.ts';
import { summarise } from '../apply/report.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { choose } from '../views/questions.ts';
import { offerReport } from '../views/reportView.ts';
import { HostTerminal } from '../views/terminal.ts';
import type { HostCommandFactory } from './command.ts';
import { cancelled, findSubject, type NotStarted } from './subject.ts';

/** What `virtqueue.setGuestQueues` resolves to. */
export interface GuestOutcome {
  readonly outcome: 'applied' | 'failed';
  readonly message: string;
  readonly guest: GuestReport;
}

/** Sets the queues inside the running guest of the document's VM, and changes nothing else. */
export const setGuestQueues: HostCommandFactory =
  ({ targets, log }) =>
  async (argument) => {
    const subject = await findSubject(argument, targets);
    if ('outcome' in subject) return subject;
    const { checked } = subject;
    const target = await targets.ask();
    if (!target) return cancelled();

    const terminal = new HostTerminal(checked.name);
    const virsh = new Virsh(transcribed(target.exec, terminal), target.uri);
    const outcome = await run(checked, target.way, virsh, terminal);
    log.info(`set guest queues of ${checked.name} on ${target.exec.place}: ${outcome.outcome}`);
    terminal.conclusion(outcome);
    if ('guest' in outcome) {
      terminal.report(outcome.guest);
      const subject = { name: checked.name, host: target.name, time: new Date() };
      void offerReport(outcome.message, outcome.guest, subject);
    }
    return outcome;
  };

async function run(
  document: CheckedDocument,
  way: GuestWay,
  virsh: Virsh,
  terminal: HostTerminal,
): Promise<GuestOutcome | NotStarted | { outcome: 'failed'; message: string }> {
  const { signal } = terminal;
  try {
    const uuid = await findDomain(document, virsh, signal);
    if (uuid === undefined) {
      return { outcome: 'failed', message: l10n.t('The host has no domain "{0}".', document.name) };
    }
    const most = await mostQueues(virsh, uuid, signal);
    const choice = await askChannels(document.name, most);
    if (choice === undefined) return cancelled();
    const channels = choice === 'automatic' ? undefined : choice;
    const keep = await askKeep(document.name);
    if (keep === undefined) return cancelled();
    const guest = await setQueues(
      { uuid, channels, keep },
      { virsh, transcript: terminal, patience: defaultPatience, way, signal },
    );
    const outcome = isComplete(guest) ? 'applied' : 'failed';
    return { outcome, message: summarise(document.name, guest), guest };
  } catch (error) {
    return isAbort(error) ? cancelled() : { outcome: 'failed', message: describe(error, virsh.exec.place) };
  }
}

/** The uuid of the host's domain with the document's uuid, else name. */
export async function findDomain(
  document: { readonly name: string; readonly uuid: string | undefined },
  virsh: Virsh,
  signal: AbortSignal,
): Promise<string | undefined> {
  const domains = await virsh.domains(signal);
  const own = domains.find(({ uuid }) => uuid === document.uuid);
  return (own ?? domains.find(({ name }) => name === document.name))?.uuid;
}

/** Of all its interfaces, as it runs now. */
async function mostQueues(virsh: Virsh, uuid: string, signal: AbortSignal): Promise<number> {
  const domain = await runningDomain(virsh, uuid, signal);
  return Math.max(1, ...(domain?.interfaces.map(({ queueCount }) => queueCount) ?? []));
}

function askChannels(name: string, most: number): Promise<number | 'automatic' | undefined> {
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  return choose<number | 'automatic'>(
    l10n.t('Queues in the guest of "{0}"', name),
    l10n.t('ethtool -L DEV combined …, on each of its virtio interfaces'),
    [
      { value: 'automatic', label: l10n.t('As many as there are queues and CPUs') },
      ...numbers.map((value) => ({ value, label: String(value) })),
    ],
  );
}

function askKeep(name: string): Promise<boolean | undefined> {
  return choose<boolean>(
    l10n.t('For how long, in the guest of "{0}"?', name),
    l10n.t('ethtool -L is lost when the guest restarts.'),
    [
      { value: false, label: l10n.t('Until it restarts') },
      {
        value: true,
        label: l10n.t('For good'),
        detail: l10n.t('By what the guest has: NetworkManager, a systemd .link file, or a udev rule.'),
      },
    ],
  );
}
