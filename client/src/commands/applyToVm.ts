import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { forHost } from '../../../server/src/service.ts';
import { apply } from '../apply/apply.ts';
import { defaultPatience } from '../apply/clock.ts';
import type { ApplyReport } from '../apply/contract.ts';
import { storageIn } from '../apply/storage.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { askMode, questionsIn } from '../views/questions.ts';
import { offerReport } from '../views/reportView.ts';
import { HostTerminal } from '../views/terminal.ts';
import type { HostCommandFactory } from './command.ts';
import { cancelled, findSubject, refuse } from './subject.ts';

/** Two at once would shut down and start the same VM against each other. */
const underWay = new Set<string>();

/** Applies the document to a VM. Resolves to an `ApplyReport`, or to what kept it from starting. */
export const applyToVm: HostCommandFactory = (services) => async (argument) => {
  const { context, log, targets } = services;
  const subject = await findSubject(argument, targets);
  if ('outcome' in subject) return subject;
  const { document, checked, settings } = subject;
  const target = await targets.ask();
  const mode = target && (await askMode(checked.name));
  if (!target || !mode) return cancelled();
  const key = `${target.exec.place} ${target.uri} ${checked.name}`;
  if (underWay.has(key)) return refuse(l10n.t('"{0}" is being applied already.', checked.name));
  underWay.add(key);

  const terminal = new HostTerminal(checked.name);
  const virsh = new Virsh(transcribed(target.exec, terminal), target.uri);
  const report = await apply(
    {
      text: document.getText(),
      mode,
      settings: forHost(settings, await targets.hostOf(target)),
      target: { ssh: target.ssh, uri: target.uri },
      storage: storageIn(context.globalStorageUri.fsPath),
    },
    {
      virsh,
      transcript: terminal,
      questions: questionsIn(terminal),
      patience: defaultPatience,
      way: target.way,
      signal: terminal.signal,
    },
  );
  underWay.delete(key);
  log.info(`apply ${checked.name} to ${target.exec.place} ${target.uri}: ${report.outcome}`);
  conclude(report, terminal);
  if (report.outcome === 'applied' && report.guest) {
    const page = { name: checked.name, host: target.name, time: new Date() };
    void offerReport(report.message, report.guest, page);
  }
  return report;
};

function conclude(report: ApplyReport, terminal: HostTerminal): void {
  terminal.conclusion(report);
  if (report.outcome === 'applied' && report.guest) terminal.report(report.guest);
  const [summary = ''] = report.message.split('\n');
  if (report.outcome === 'failed' || report.outcome === 'rolled-back' || report.outcome === 'incomplete') {
    void vscode.window.showErrorMessage(l10n.t('Apply: {0} The terminal tells more.', summary));
  }
}
