import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { pick } from './driver.ts';

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

export async function useTheme(theme: keyof typeof themes): Promise<void> {
  await vscode.workspace
    .getConfiguration('workbench')
    .update('colorTheme', themes[theme], vscode.ConfigurationTarget.Global);
}

/** Closes what earlier tests have left open. */
export async function clearWindow(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('workbench.action.terminal.killAll');
  await vscode.commands.executeCommand('workbench.action.closePanel');
}

/** Opens the workspace's copy of an example. */
export async function openExample(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  // Not openTextDocument, which keeps the document, and so its problems, minutes beyond its editor.
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(join(folder, name)), {
    preview: false,
  });
  const editor = vscode.window.activeTextEditor;
  assert.equal(basename(editor?.document.fileName ?? ''), name);
  return editor as vscode.TextEditor;
}

/** Repeats an assertion until it holds, and gives what it returns; the last failure is what is thrown in the end. */
export async function eventually<T>(assertion: () => T | Promise<T>, patience = 30_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await sleep(100);
    }
  }
}

/** Sets what is below `virtqueue.` for this workspace; undefined goes back to the default. */
export async function configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('virtqueue');
  for (const [name, value] of Object.entries(settings)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
  }
}

/** Documents are meant for no host any more, as before a test that chose one. */
export async function selectNoHost(): Promise<void> {
  const done = vscode.commands.executeCommand('virtqueue.selectTargetHost');
  await pick('target host', 'No host');
  await done;
}
