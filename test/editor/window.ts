import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

export async function useTheme(theme: keyof typeof themes): Promise<void> {
  await vscode.workspace
    .getConfiguration('workbench')
    .update('colorTheme', themes[theme], vscode.ConfigurationTarget.Global);
}

/** Opens the workspace's copy of an example. */
export async function openExample(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const document = await vscode.workspace.openTextDocument(join(folder, name));
  return vscode.window.showTextDocument(document, { preview: false });
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
