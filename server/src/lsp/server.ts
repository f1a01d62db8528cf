import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { configFileName } from '../configFile.ts';
import { translationFor } from '../languages.ts';
import type { HostSchema, InitializationOptions, SchemaStatus, TargetHost } from '../protocol.ts';
import type { Serving } from './handlers/handler.ts';
import { handlers } from './handlers/index.ts';
import { Publisher } from './publish.ts';
import { refresh } from './refresh.ts';
import { type Platform, syncKind, Workspace } from './workspace.ts';

/** Serves the connection; the same in Node, in a worker, and in tests. */
export function serve(connection: Connection, platform: Platform): void {
  const workspace = new Workspace(connection, platform, tellSchema);
  const publisher = new Publisher(connection, workspace);
  let options: InitializationOptions = {};
  let client: ClientCapabilities = {};
  const serving: Serving = {
    connection,
    workspace,
    get options() {
      return options;
    },
    get client() {
      return client;
    },
  };

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    options = inLanguage({ locale: params.locale ?? 'en', ...(params.initializationOptions ?? {}) });
    client = params.capabilities;
    publisher.rulePages = options.rulePages;
    workspace.pullsSettings = client.workspace?.configuration === true;
    await platform.prepare(options);
    return {
      serverInfo: { name: 'virtqueue' },
      capabilities: Object.assign(
        { textDocumentSync: syncKind },
        ...handlers.map((handler) => handler.capabilities(params)),
      ),
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'virtqueue' });
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: `**/${configFileName}` }],
      });
  });

  connection.onDidChangeWatchedFiles(() => {
    workspace.configFilesChanged();
    lookAgain();
  });

  connection.onDidChangeConfiguration((change) => {
    workspace.settingsChanged(change);
    lookAgain();
  });

  connection.onNotification('virtqueue/hostSchema', ({ folder }: HostSchema) => {
    workspace.hostChanged(folder);
    lookAgain();
  });

  connection.onNotification('virtqueue/host', ({ host }: TargetHost) => {
    workspace.targetChanged(host);
    lookAgain();
  });

  for (const handler of handlers) handler.register(serving);
  workspace.documents.onDidChangeContent(({ document }) => publisher.schedule(document.uri));
  workspace.documents.onDidClose(({ document }) => publisher.clear(document.uri));
  workspace.documents.listen(connection);
  connection.listen();

  function lookAgain(): void {
    publisher.scheduleAll();
    refresh(connection, client);
  }

  function tellSchema(status: SchemaStatus): void {
    if (options.schemaStatus) void connection.sendNotification('virtqueue/schemaStatus', status);
  }
}

/** The pages of the rules have a folder for each translation beside the English ones. */
function inLanguage(options: InitializationOptions): InitializationOptions {
  const translation = translationFor(options.locale ?? 'en');
  if (options.rulePages === undefined || translation === undefined) return options;
  return { ...options, rulePages: `${options.rulePages}/${translation}` };
}
