import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { loadTranslations } from '../../server/src/node/translations.ts';
import { commands } from './commands/index.ts';
import { start } from './start.ts';

let client: LanguageClient | undefined;

/** Where there is Node: the server is a process of its own, and hosts can be reached. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const translations = vscode.Uri.joinPath(context.extensionUri, 'l10n').toString();
  await loadTranslations(vscode.env.language, translations);
  const module = context.asAbsolutePath('dist/server.js');
  start(context, {
    commands,
    initialization: { translations },
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
  await vscode.commands.executeCommand('setContext', 'virtqueue.reachesHosts', true);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
