import * as l10n from '@vscode/l10n';
import { openDocument } from '../../../server/src/service.ts';
import { burstPackets, sendBurst } from '../apply/burst.ts';
import { defaultPatience } from '../apply/clock.ts';
import { describe, isAbort } from '../apply/explain.ts';
import { inspectGuestQueues } from '../apply/guest.ts';
import type { GuestReport } from '../apply/guestReport.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { choose } from '../views/questions.ts';
import { showReport } from '../views/reportView.ts';
import { HostTerminal } from '../views/terminal.ts';
import type { HostCommandFactory } from './command.ts';
import { findDocument } from './document.ts';
import { findDomain } from './setGuestQueues.ts';
import { cancelled, refuse } from './subject.ts';

/** Shows the queues of the document's VM as they are now, and changes nothing. Resolves to a `GuestReport`. */
export const inspectQueues: HostCommandFactory =
  ({ targets, log }) =>
  async (argument) => {
    const document = await findDocument(argument);
    const domain = document && openDocument(document.getText()).domain;
    if (!domain?.name) return refuse(l10n.t('Open a libvirt domain XML file first.'));
    const { name, uuid } = domain;
    const target = await targets.current();
    const load = target && (await askLoad(name));
    if (!target || load === undefined) return cancelled();

    const terminal = new HostTerminal(name);
    const { signal } = terminal;
    const virsh = new Virsh(transcribed(target.exec, terminal), target.uri);
    try {
      const found = await findDomain({ name, uuid }, virsh, signal);
      if (found === undefined) throw new Error(l10n.t('The host has no domain "{0}".', name));
      const report = await inspectGuestQueues(
        found,
        { virsh, transcript: terminal, patience: { ...defaultPatience, agent: 0 }, way: target.way, signal },
        async (running, guest) => {
          if (load === 'none') return;
          for (const problem of await sendBurst(running, guest, virsh, signal)) terminal.warning(problem);
        },
      );
      terminal.report(report);
      await showReport(report, { name, host: target.name, time: new Date() });
      log.info(`inspect ${name} on ${target.exec.place}: ${report.problem?.failure ?? 'done'}`);
      return report satisfies GuestReport;
    } catch (error) {
      if (isAbort(error)) return cancelled();
      const message = describe(error, target.exec.place);
      terminal.conclusion({ outcome: 'failed', message });
      return refuse(message);
    }
  };

function askLoad(name: string): Promise<'none' | 'burst' | undefined> {
  return choose<'none' | 'burst'>(
    l10n.t('Inspect the queues of "{0}"', name),
    l10n.t('Nothing is changed.'),
    [
      { value: 'none', label: l10n.t('Look') },
      {
        value: 'burst',
        label: l10n.t('Look, and see a short burst spread'),
        detail: l10n.t('The host sends {0} small UDP packets to port 9 of each interface.', burstPackets),
      },
    ],
  );
}
