import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Unfinished, unfinished } from '../apply/journal/logbook.ts';
import { storageIn } from '../apply/storage.ts';
import { choicesFor, finish } from '../apply/unfinished.ts';
import { choose } from '../views/questions.ts';
import { runInTerminal } from './applyRun.ts';
import type { HostCommandFactory } from './command.ts';
import { cancelled, refuse } from './subject.ts';

/** Resumes or rolls back an apply that was left half-way. */
export const finishApply: HostCommandFactory = (services) => async () => {
  const left = await unfinishedIn(services.context);
  if (left.length === 0) return refuse(l10n.t('Every apply has come to its end.'));
  const title = l10n.t('An apply was left half-way');
  const choice = await choose(title, l10n.t('How shall it end?'), left.flatMap(choicesOf));
  if (!choice) return cancelled();
  const { job } = choice.which.journal;
  return runInTerminal(
    job.name,
    job.target,
    services,
    (tools, storage) => finish(choice.which, choice.how, storage, tools),
    choice.how === 'resume' ? 'applied' : 'rolled-back',
  );
};

/** Tells of applies that an earlier window could not end. */
export async function offerUnfinished(context: vscode.ExtensionContext): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => offerUnfinished(context)));
    return;
  }
  const [first] = await unfinishedIn(context);
  if (!first) return;
  const { name, place } = first.journal.job;
  const show = l10n.t('Resume or Roll Back…');
  const message = l10n.t('An apply of "{0}" to {1} was left half-way.', name, place);
  // A VM may be off for it: an error stays until it is answered, a warning goes within seconds.
  const answer = await vscode.window.showErrorMessage(message, show);
  if (answer === show) await vscode.commands.executeCommand('virtqueue.finishApply');
}

function unfinishedIn({ globalStorageUri }: vscode.ExtensionContext): Promise<Unfinished[]> {
  return unfinished(storageIn(globalStorageUri.fsPath).journals);
}

function choicesOf(which: Unfinished) {
  const { name, place } = which.journal.job;
  return choicesFor(which).map((how) => ({
    value: { which, how },
    label:
      how === 'resume'
        ? l10n.t('Resume "{0}" on {1}', name, place)
        : l10n.t('Roll back "{0}" on {1}', name, place),
    detail:
      how === 'resume'
        ? l10n.t('Goes on to the new domain from where it stopped.')
        : l10n.t('Brings the domain back as it was before.'),
  }));
}
