import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AskPerson } from '../host/askpass/askpass.ts';
import type { SshQuestion } from '../host/askpass/protocol.ts';
import { harmless } from '../host/harmless.ts';

/** What ssh asks, in VS Code's own boxes. Answers go back to ssh and are kept nowhere. */
export const askForSsh: AskPerson = async (question) => {
  const cancellation = new vscode.CancellationTokenSource();
  question.signal.addEventListener('abort', () => cancellation.cancel());
  try {
    return await ask({ ...question, text: harmless(question.text) }, cancellation.token);
  } finally {
    cancellation.dispose();
  }
};

async function ask(
  { kind, place, text, again }: SshQuestion,
  token: vscode.CancellationToken,
): Promise<string | undefined> {
  switch (kind) {
    case 'secret': {
      const prompt = again ? l10n.t('{0} (asked again: the last answer may have been wrong)', text) : text;
      return vscode.window.showInputBox(
        { title: place, prompt, password: true, ignoreFocusOut: true },
        token,
      );
    }
    case 'host-key':
      return choose(
        l10n.t('{0}: do you trust this host?', place),
        l10n.t('ssh sees its key for the first time, and will remember it.'),
        [
          {
            label: l10n.t('Connect'),
            detail: fingerprint(text),
            answer: 'yes',
          },
          { label: l10n.t('Cancel'), answer: undefined },
        ],
        token,
      );
    case 'confirm':
      return choose(
        place,
        text,
        [
          { label: l10n.t('Allow'), answer: 'yes' },
          { label: l10n.t('Cancel'), answer: undefined },
        ],
        token,
      );
    case 'notice':
      return vscode.window.withProgress<undefined>(
        { location: vscode.ProgressLocation.Notification, title: `${place}: ${text}` },
        () => new Promise((resolve) => token.onCancellationRequested(() => resolve(undefined))),
      );
  }
}

interface Answer extends vscode.QuickPickItem {
  readonly answer: string | undefined;
}

async function choose(
  title: string,
  placeHolder: string,
  answers: Answer[],
  token: vscode.CancellationToken,
): Promise<string | undefined> {
  const options = { title, placeHolder, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(answers, options, token))?.answer;
}

function fingerprint(text: string): string {
  const [, type, hash] = /(\S+) key fingerprint is (\S+?)\.?$/m.exec(text) ?? [];
  return hash === undefined ? text : `${type} ${hash}`;
}
