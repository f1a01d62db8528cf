import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { configFileName } from '../../server/src/configFile.ts';
import type { ConfigFile } from '../../server/src/protocol.ts';

/** Reads configuration files for a server that cannot: of the nearest above the document, within the workspace. */
export function answerConfigFiles(client: BaseLanguageClient): void {
  client.onRequest('virtqueue/configFile', ({ uri }: { uri: string }) =>
    nearest(vscode.Uri.parse(uri, true)),
  );
}

async function nearest(below: vscode.Uri): Promise<ConfigFile | null> {
  const folder = vscode.Uri.joinPath(below, '..');
  if (folder.path === below.path || !vscode.workspace.getWorkspaceFolder(folder)) return null;
  const file = vscode.Uri.joinPath(folder, configFileName);
  try {
    const content = await vscode.workspace.fs.readFile(file);
    return { path: file.path, text: new TextDecoder().decode(content) };
  } catch {
    return nearest(folder);
  }
}
