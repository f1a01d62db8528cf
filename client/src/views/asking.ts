import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describe } from '../apply/explain.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { askingTerminal } from './askingTerminal.ts';
import type { Target } from './targets.ts';

/**
 * Asks a host something that changes nothing there, with a notice to cancel it by. What is run stands in a terminal.
 *
 * @returns what `ask` resolves to, or why the host could not be asked; undefined when the user has cancelled
 */
export async function asking<T>(
  title: string,
  target: Target,
  ask: (virsh: Virsh, signal: AbortSignal) => Promise<T>,
): Promise<{ answer: T } | { problem: string } | undefined> {
  const { exec, uri } = target;
  const terminal = askingTerminal();
  const virsh = new Virsh(transcribed(exec, terminal), uri);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const signal = AbortSignal.any([cancel.signal, terminal.signal]);
    try {
      const answer = await ask(virsh, signal);
      return signal.aborted ? undefined : { answer };
    } catch (error) {
      if (signal.aborted) return undefined;
      return { problem: l10n.t('{0} could not be asked: {1}', target.name, describe(error, exec.place)) };
    }
  });
}
