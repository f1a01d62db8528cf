import * as l10n from '@vscode/l10n';
import { forHost } from '../../../server/src/service.ts';
import { apply } from '../apply/apply.ts';
import { askMode } from '../views/questions.ts';
import { offerReport } from '../views/reportView.ts';
import { runInTerminal } from './applyRun.ts';
import type { HostCommandFactory } from './command.ts';
import { cancelled, findSubject } from './subject.ts';

/** Applies the document to a VM. Resolves to an `ApplyReport`, or to what kept it from starting. */
export const applyToVm: HostCommandFactory = (services) => async (argument) => {
  const { targets } = services;
  const subject = await findSubject(argument, targets);
  if ('outcome' in subject) return subject;
  const { document, checked, settings } = subject;
  const chosen = await targets.ask();
  const mode = chosen && (await askMode(l10n.t('Apply "{0}"', checked.name)));
  if (!chosen || !mode) return cancelled();
  const target = { ssh: chosen.ssh, uri: chosen.uri };
  const report = await runInTerminal(checked.name, target, services, async (tools, storage) =>
    apply(
      {
        text: document.getText(),
        mode,
        settings: forHost(settings, await targets.hostOf(chosen, tools.transcript)),
        target,
        storage,
      },
      tools,
    ),
  );
  if (report.outcome === 'applied' && report.guest) {
    const page = { name: checked.name, host: chosen.name, time: new Date() };
    void offerReport(report.message, report.guest, page);
  }
  return report;
};
