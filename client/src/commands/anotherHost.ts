import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Targets } from '../views/targets.ts';
import type { NotStarted } from './subject.ts';

/** Tells why a host is of no use, and offers to do it again with another one. Not awaited: the message stays. */
export function refuseOrAskAnother(
  message: string,
  targets: Targets,
  again: () => Promise<unknown>,
): NotStarted {
  const another = l10n.t('Another host…');
  void vscode.window.showErrorMessage(message, another).then(async (answer) => {
    if (answer === another && (await targets.ask())) await again();
  });
  return { outcome: 'refused', message };
}
