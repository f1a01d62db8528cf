import * as vscode from 'vscode';
import { unfinished } from './apply/journal/logbook.ts';
import { storageIn } from './apply/storage.ts';

type Extension = typeof import('./extension.ts');

/** Documents that are domains, or may turn out to be. */
const languages = new Set(['libvirt-domain', 'xml']);

let extension: Extension | undefined;

/**
 * What VS Code loads at each start, where there is Node: it looks for an apply that was left half-way, and leaves the
 * extension proper, which takes many times longer to load, until there is something to do for it.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const sleep: vscode.Disposable[] = [];
  const wake = async () => {
    if (extension) return;
    // In one go, without waiting for anything: whatever VS Code asks finds these commands or the real ones.
    extension = require('./extension.js') as Extension;
    vscode.Disposable.from(...sleep).dispose();
    await extension.activate(context);
  };
  const mayBeDomain = ({ languageId }: vscode.TextDocument) => languages.has(languageId);
  if (vscode.workspace.textDocuments.some(mayBeDomain)) return wake();
  sleep.push(
    vscode.workspace.onDidOpenTextDocument((document) => mayBeDomain(document) && wake()),
    ...commandsOf(context).map((id) =>
      vscode.commands.registerCommand(id, async (...args) => {
        await wake();
        return vscode.commands.executeCommand(id, ...args);
      }),
    ),
  );
  const left = await unfinished(storageIn(context.globalStorageUri.fsPath).journals);
  if (left.length > 0) await wake();
}

export async function deactivate(): Promise<void> {
  await extension?.deactivate();
}

function commandsOf({ extension: { packageJSON } }: vscode.ExtensionContext): string[] {
  const commands: { command: string }[] = packageJSON.contributes.commands;
  return commands.map(({ command }) => command);
}
