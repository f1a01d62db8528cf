import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import type { CommandFactory, Services } from './commands/command.ts';
import { languageId, recogniseDomains } from './language.ts';
import { registerReadOnly } from './views/readOnly.ts';
import { registerRulePages, rulePages } from './views/rulePages.ts';
import { showSchemaStatus } from './views/schemaStatus.ts';

/** What the extension is made of where it runs: with Node, or in a browser alone. */
export interface Parts {
  readonly commands: Readonly<Record<string, CommandFactory>>;
  /** What the server is told here only, asked for when it has been started. */
  initialization(): InitializationOptions;
  createClient(options: LanguageClientOptions): BaseLanguageClient;
}

/** Starts the extension, the same with Node and without; the messages must speak the user's language already. */
export function start(
  context: vscode.ExtensionContext,
  { commands, initialization, createClient }: Parts,
): BaseLanguageClient {
  const log = vscode.window.createOutputChannel('Virtqueue', { log: true });
  const initializationOptions = (): InitializationOptions => ({
    locale: vscode.env.language,
    ...initialization(),
    rulePages,
    commands: Object.keys(commands),
    schemaStatus: true,
  });
  const client = createClient({
    documentSelector: [{ language: languageId }],
    outputChannel: log,
    initializationOptions,
  });
  const services: Services = { context, client, log };
  context.subscriptions.push(
    log,
    recogniseDomains(),
    registerReadOnly(),
    registerRulePages(context.extensionUri),
    showSchemaStatus(client),
    startWithFirstDomain(client, log),
    ...Object.entries(commands).map(([id, create]) => vscode.commands.registerCommand(id, create(services))),
  );
  return client;
}

/** Most windows never show a domain, and need no server. */
function startWithFirstDomain(client: BaseLanguageClient, log: vscode.LogOutputChannel): vscode.Disposable {
  const isDomain = (document: vscode.TextDocument) => document.languageId === languageId;
  const startServer = () => client.start().catch((error) => log.error(error));
  const opened = vscode.workspace.onDidOpenTextDocument((document) => {
    if (!isDomain(document)) return;
    opened.dispose();
    void startServer();
  });
  if (vscode.workspace.textDocuments.some(isDomain)) {
    opened.dispose();
    void startServer();
  }
  return opened;
}
