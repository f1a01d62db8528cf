import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { defaultPatience } from '../apply/clock.ts';
import type { Pace } from '../apply/many.ts';
import { resultTable } from '../apply/resultTable.ts';
import {
  applyPlanned,
  isDone,
  type LeftOut,
  type Planned,
  planAll,
  type Result,
  type Work,
  type WorkTools,
} from '../apply/several.ts';
import { planForSeveral, reportOfSeveral } from '../apply/severalPage.ts';
import { aligned } from '../apply/table.ts';
import type { TargetAddress } from '../host/target.ts';
import { interleaved, transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { askForceOff, type Choice, choose, showPlanPage } from '../views/questions.ts';
import { showPage } from '../views/reportView.ts';
import { HostTerminal } from '../views/terminal.ts';
import type { HostServices } from './command.ts';
import { cancelled, type NotStarted } from './subject.ts';

/** What applying to several VMs resolves to. */
export interface SeveralOutcome {
  readonly outcome: 'applied' | 'failed';
  readonly results: readonly Result[];
}

/** To a host, with what is done there told under a title. */
export type ToolsOn = (target: TargetAddress, title: string) => WorkTools;

/** A plan for all, one question, then all of it in one terminal, and a table of what became of each. */
export async function runSeveral(
  { targets, log }: HostServices,
  collect: (toolsOn: ToolsOn) => Promise<readonly (Work | LeftOut)[]>,
): Promise<SeveralOutcome | NotStarted> {
  const terminal = new HostTerminal(l10n.t('Several VMs'));
  const { signal } = terminal;
  const conversation = interleaved(terminal);
  const toolsOn: ToolsOn = (address, title) => {
    const { exec, uri, way } = targets.at(address);
    const transcript = conversation(title);
    const virsh = new Virsh(transcribed(exec, transcript), uri);
    return { virsh, transcript, way, patience: defaultPatience, signal, forceOff: askForceOff };
  };
  const planned = await planAll(await collect(toolsOn), ({ subject, request: { target } }) =>
    toolsOn(target, l10n.t('{0} on {1}', subject, targets.at(target).name)),
  );
  const pace = signal.aborted ? undefined : await agree(planned);
  if (!pace || signal.aborted) {
    terminal.conclusion(cancelled());
    return cancelled();
  }
  const results = await applyPlanned(planned, pace, ({ request: { target }, plan: { name } }) =>
    toolsOn(target, l10n.t('{0} on {1}', name, targets.at(target).name)),
  );
  return conclude(results, terminal, log);
}

/** The plans beside the question, of which what cannot be applied is left out. */
async function agree(planned: readonly Planned[]): Promise<Pace | undefined> {
  const count = planned.filter((each) => 'plan' in each).length;
  await showPlanPage(l10n.t('several VMs'), planForSeveral(planned));
  const others = planned.length - count;
  const leftOut = others === 0 ? '' : l10n.t('{0} left out: the plan tells why.', others);
  const cancel: Choice<undefined> = {
    value: undefined,
    label: l10n.t('Cancel'),
    iconPath: new vscode.ThemeIcon('close'),
  };
  const questions = [l10n.t('Nothing can be applied'), l10n.t('Apply to 1 VM?')];
  const question = questions[count] ?? l10n.t('Apply to {0} VMs?', count);
  return choose<Pace | undefined>(question, leftOut || l10n.t('The plan is beside this.'), [
    ...(count === 0 ? [] : paces(count)),
    cancel,
  ]);
}

function paces(count: number): Choice<Pace>[] {
  const together = Math.min(count, 4);
  return [1, ...(together > 1 ? [together] : [])].flatMap((parallel) => {
    const label = parallel === 1 ? l10n.t('One after another') : l10n.t('{0} at a time', parallel);
    const iconPath = new vscode.ThemeIcon('play');
    return [
      { value: { parallel, keepGoing: false }, label, description: l10n.t('until one fails'), iconPath },
      {
        value: { parallel, keepGoing: true },
        label,
        description: l10n.t('all, also after a failure'),
        iconPath,
      },
    ];
  });
}

function conclude(
  results: readonly Result[],
  terminal: HostTerminal,
  log: vscode.LogOutputChannel,
): SeveralOutcome {
  const count = results.filter(isDone).length;
  const outcome = count === results.length ? 'applied' : 'failed';
  const message = l10n.t('{0} of {1} done.', count, results.length);
  for (const each of results) {
    const { name, place, guest } = each;
    terminal.conclusion({
      outcome: isDone(each) ? 'applied' : 'failed',
      message: `${name}, ${place}: ${each.message}`,
    });
    if (guest) terminal.report(guest);
    log.info(`apply ${name} to ${place}: ${each.outcome}`);
  }
  terminal.conclusion({ outcome, message });
  terminal.note(aligned(resultTable(results)));
  void offerPage(message, outcome, results);
  return { outcome, results };
}

async function offerPage(
  message: string,
  outcome: SeveralOutcome['outcome'],
  results: readonly Result[],
): Promise<void> {
  const show = l10n.t('Show Report');
  const tell =
    outcome === 'applied' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await tell(message, show)) !== show) return;
  const title = l10n.t('Applied to several VMs');
  await showPage({ title, fileName: 'several-vms.md', text: reportOfSeveral(results, new Date()) });
}
