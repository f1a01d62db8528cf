import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { loadTranslations } from '../../server/src/node/translations.ts';
import { offerUnfinished } from './commands/finishApply.ts';
import { commandsWith } from './commands/index.ts';
import { Askpass } from './host/askpass/askpass.ts';
import { start } from './start.ts';
import { tellServer } from './tellServer.ts';
import { askForSsh } from './views/sshQuestions.ts';
import { showTarget } from './views/targetStatus.ts';
import { Targets } from './views/targets.ts';

let client: LanguageClient | undefined;

/** Where there is Node: the server is a process of its own, and hosts can be reached. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const translations = vscode.Uri.joinPath(context.extensionUri, 'l10n').toString();
  await loadTranslations(vscode.env.language, translations);
  const module = context.asAbsolutePath('dist/server.js');
  const targets = new Targets(context, new Askpass(askForSsh, context.asAbsolutePath('dist/askpass.js')));
  const started = start(context, {
    commands: commandsWith(targets),
    initialization: () => ({ translations }),
    createClient: (options) => {
      client = new LanguageClient(
        'virtqueue',
        'Virtqueue',
        { module, transport: TransportKind.ipc },
        options,
      );
      return client;
    },
  });
  context.subscriptions.push(targets, showTarget(targets), ...tellServer(started, targets));
  void offerUnfinished(context);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
