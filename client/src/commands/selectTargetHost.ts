import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askingTerminal } from '../views/askingTerminal.ts';
import type { HostCommandFactory } from './command.ts';

/** Chooses the host that documents are meant for and asks what it is. Resolves to what is known of it. */
export const selectTargetHost: HostCommandFactory =
  ({ targets, log }) =>
  async () => {
    const target = await targets.ask(true);
    if (!target) return undefined;
    const problem = await targets.learn(target, askingTerminal());
    log.info(`target ${target.exec.place} ${target.uri}: ${problem ?? 'answered'}`);
    if (problem !== undefined) {
      void vscode.window.showErrorMessage(l10n.t('{0} could not be asked: {1}', target.name, problem));
    }
    return targets.state.known;
  };
