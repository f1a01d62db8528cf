import {
  type CodeActionParams,
  type CodeLensParams,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import type { HostSchema, InitializationOptions, SchemaStatus } from '../protocol.ts';
import { codeActionKinds, codeActions, lenses } from '../service.ts';
import { toCodeAction, toCodeLens, toSpan } from './convert.ts';
import { Publisher } from './publish.ts';
import { type FindSchema, syncKind, Workspace } from './workspace.ts';

/** What Node and a browser do differently. */
export interface Platform {
  /** Makes messages speak the language asked for, where there is such a translation. */
  loadTranslations(options: InitializationOptions): Promise<void>;
  readonly findSchema: FindSchema;
}

/** Serves the connection; the same in Node, in a worker, and in tests. */
export function serve(connection: Connection, platform: Platform): void {
  const workspace = new Workspace(connection, platform.findSchema, tellSchema);
  const publisher = new Publisher(connection, workspace);
  let options: InitializationOptions = {};
  let isAskedToRegister = false;

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    options = { locale: params.locale ?? 'en', ...(params.initializationOptions ?? {}) };
    publisher.rulePages = options.rulePages;
    workspace.pullsSettings = params.capabilities.workspace?.configuration === true;
    isAskedToRegister = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    await platform.loadTranslations(options);
    return {
      serverInfo: { name: 'virtqueue' },
      capabilities: {
        textDocumentSync: syncKind,
        codeActionProvider: { codeActionKinds: Object.values(codeActionKinds) },
        codeLensProvider: {},
      },
    };
  });

  connection.onInitialized(() => {
    if (isAskedToRegister)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'virtqueue' });
  });

  connection.onDidChangeConfiguration((change) => {
    workspace.settingsChanged(change);
    publisher.scheduleAll();
  });

  connection.onNotification('virtqueue/hostSchema', ({ folder }: HostSchema) => {
    workspace.hostChanged(folder);
    publisher.scheduleAll();
  });

  connection.onCodeAction(async ({ textDocument, range, context }: CodeActionParams) => {
    const settings = await workspace.settingsFor(textDocument.uri);
    const document = workspace.documents.get(textDocument.uri);
    if (document === undefined) return [];
    const actions = codeActions(workspace.read(document), toSpan(document, range), settings, context.only);
    return actions.map((action) => toCodeAction(document, action, options.rulePages));
  });

  connection.onCodeLens(({ textDocument }: CodeLensParams) => {
    const document = workspace.documents.get(textDocument.uri);
    if (document === undefined) return [];
    return lenses(workspace.read(document))
      .filter(({ command }) => options.commands?.includes(command))
      .map((lens) => toCodeLens(document, lens));
  });

  workspace.documents.onDidChangeContent(({ document }) => publisher.schedule(document.uri));
  workspace.documents.onDidClose(({ document }) => publisher.clear(document.uri));
  workspace.documents.listen(connection);
  connection.listen();

  function tellSchema(status: SchemaStatus): void {
    if (options.schemaStatus) void connection.sendNotification('virtqueue/schemaStatus', status);
  }
}
