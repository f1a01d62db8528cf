import * as vscode from 'vscode';

/** Lenses give a URI as text or in a list, the title bar a Uri, the palette nothing. */
export async function findDocument(argument: unknown): Promise<vscode.TextDocument | undefined> {
  const named = Array.isArray(argument) ? argument[0] : argument;
  if (named instanceof vscode.Uri) return vscode.workspace.openTextDocument(named);
  if (typeof named === 'string') return vscode.workspace.openTextDocument(vscode.Uri.parse(named, true));
  return vscode.window.activeTextEditor?.document;
}
