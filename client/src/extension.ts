import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { loadTranslations } from '../../server/src/node/translations.ts';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import type { Services } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { languageId, recogniseDomains } from './language.ts';
import { registerReadOnly } from './views/readOnly.ts';
import { showSchemaStatus } from './views/schemaStatus.ts';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Virtqueue', { log: true });
  const translations = vscode.Uri.joinPath(context.extensionUri, 'l10n').toString();
  await loadTranslations(vscode.env.language, translations);

  client = createClient(context, log, translations);
  const services: Services = { context, client, log };
  context.subscriptions.push(
    log,
    recogniseDomains(),
    registerReadOnly(),
    showSchemaStatus(client),
    ...Object.entries(commands).map(([id, create]) => vscode.commands.registerCommand(id, create(services))),
  );
  client.start().catch((error) => log.error(error));
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}

function createClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  translations: string,
): LanguageClient {
  const initializationOptions: InitializationOptions = {
    locale: vscode.env.language,
    translations,
    rulePages: vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules').toString(),
    commands: Object.keys(commands),
    schemaStatus: true,
  };
  return new LanguageClient(
    'virtqueue',
    'Virtqueue',
    { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc },
    { documentSelector: [{ language: languageId }], outputChannel: log, initializationOptions },
  );
}
