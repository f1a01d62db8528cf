import * as vscode from 'vscode';

/** Scheme of documents that only show something. */
export const readOnlyScheme = 'virtqueue-shown';

const texts = new Map<string, string>();

export function registerReadOnly(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(readOnlyScheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
  );
}

/** @param fileName what its tab says; its ending chooses the language */
export function readOnlyDocument(fileName: string, text: string): vscode.Uri {
  const query = `${Date.now()}-${texts.size}`;
  const uri = vscode.Uri.from({ scheme: readOnlyScheme, path: `/${fileName}`, query });
  texts.set(uri.toString(), text);
  return uri;
}
