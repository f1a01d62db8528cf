import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { defaultPatience } from '../apply/clock.ts';
import type { ApplyReport, ApplyTools } from '../apply/contract.ts';
import type { Storage } from '../apply/storage.ts';
import { storageIn } from '../apply/storage.ts';
import type { TargetAddress } from '../host/target.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { questionsIn } from '../views/questions.ts';
import { HostTerminal } from '../views/terminal.ts';
import type { HostServices } from './command.ts';
import { type NotStarted, refuse } from './subject.ts';

/** Two at once would shut down and start the same VM against each other. */
const underWay = new Set<string>();

/**
 * Does something to a VM in a terminal of its own, and says there and in a message what has come of it.
 *
 * @param wanted the end that was asked for, which is no failure
 */
export async function runInTerminal(
  name: string,
  address: TargetAddress,
  { context, targets, log }: HostServices,
  work: (tools: ApplyTools, storage: Storage) => Promise<ApplyReport>,
  wanted: ApplyReport['outcome'] = 'applied',
): Promise<ApplyReport | NotStarted> {
  const { exec, uri, way } = targets.at(address);
  const key = `${exec.place} ${uri} ${name}`;
  if (underWay.has(key)) return refuse(l10n.t('"{0}" is being applied already.', name));
  underWay.add(key);
  const terminal = new HostTerminal(name);
  const report = await work(
    {
      virsh: new Virsh(transcribed(exec, terminal), uri),
      transcript: terminal,
      questions: questionsIn(terminal),
      patience: defaultPatience,
      way,
      signal: terminal.signal,
    },
    storageIn(context.globalStorageUri.fsPath),
  );
  underWay.delete(key);
  log.info(`apply ${name} to ${exec.place} ${uri}: ${report.outcome}`);
  conclude(report, terminal, wanted);
  return report;
}

function conclude(report: ApplyReport, terminal: HostTerminal, wanted: ApplyReport['outcome']): void {
  terminal.conclusion(report, wanted);
  if ('guest' in report && report.guest) terminal.report(report.guest);
  const [summary = ''] = report.message.split('\n');
  if (report.outcome !== wanted && ['failed', 'rolled-back', 'incomplete'].includes(report.outcome)) {
    void vscode.window.showErrorMessage(l10n.t('Apply: {0} The terminal tells more.', summary));
  }
}
