import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describe } from '../apply/explain.ts';
import { transcribed } from '../host/transcribe.ts';
import { Virsh } from '../host/virsh.ts';
import { logTranscript } from './logTranscript.ts';
import type { Target } from './targets.ts';

/**
 * Asks a host something that changes nothing there, with a notice to cancel it by. What is run stands in the log.
 *
 * @returns what `ask` resolves to, or why the host could not be asked; undefined when the user has cancelled
 */
export async function asking<T>(
  title: string,
  target: Target,
  log: vscode.LogOutputChannel,
  ask: (virsh: Virsh, signal: AbortSignal) => Promise<T>,
): Promise<{ answer: T } | { problem: string } | undefined> {
  const { exec, uri } = target;
  const virsh = new Virsh(transcribed(exec, logTranscript(log)), uri);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    try {
      const answer = await ask(virsh, cancel.signal);
      return token.isCancellationRequested ? undefined : { answer };
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      return { problem: l10n.t('{0} could not be asked: {1}', target.name, describe(error, exec.place)) };
    }
  });
}
