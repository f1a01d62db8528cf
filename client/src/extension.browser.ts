import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { languageCommands } from './commands/language.ts';
import { answerConfigFiles } from './configFiles.ts';
import { start } from './start.ts';

let client: LanguageClient | undefined;

/** In a browser alone: the server is a worker, and there are no hosts to reach. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  // VS Code has fetched the translation of its own language already.
  const { bundle } = vscode.l10n;
  if (bundle) l10n.config({ contents: bundle });
  const grammar = vscode.Uri.joinPath(context.extensionUri, 'dist', 'domain.grammar.json');
  let builtInGrammar = '';
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'extension.js').toString(true);
  let worker: Worker | undefined;
  const startServer = async () => {
    worker?.terminate();
    builtInGrammar ||= new TextDecoder().decode(await vscode.workspace.fs.readFile(grammar));
    worker = new Worker(script);
    // Not the worker itself: the extension host's own kind of worker is no instance of what the library looks for.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  start(context, {
    commands: languageCommands,
    initialization: () => ({ builtInGrammar, ...(bundle && { translation: bundle }) }),
    createClient: (options) => {
      client = new LanguageClient('virtqueue', 'Virtqueue', startServer, options);
      answerConfigFiles(client);
      return client;
    },
  });
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
