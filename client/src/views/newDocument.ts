import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { languageId } from '../language.ts';
import { fileNameOf } from './fileName.ts';

/** Opens a text as a domain document that is not saved yet: saving makes `NAME.xml` of it, where there was none. */
export async function openNewDocument(domain: string, text: string): Promise<vscode.Uri> {
  const uri = await freeUri(fileNameOf(domain));
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  await vscode.window.showTextDocument(document, { preview: false });
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.languages.setTextDocumentLanguage(document, languageId);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 0) });
  return document.uri;
}

async function freeUri(name: string): Promise<vscode.Uri> {
  const workspace = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  const folder = workspace?.uri ?? vscode.Uri.file(homedir());
  for (let count = 1; ; count++) {
    const uri = vscode.Uri.joinPath(folder, `${name}${count === 1 ? '' : `-${count}`}.xml`);
    if (!(await isTaken(uri))) return uri;
  }
}

async function isTaken(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((document) => document.uri.path === uri.path)) return true;
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
