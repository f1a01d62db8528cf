import * as vscode from 'vscode';
import { isDomainText } from '../../server/src/xml/detect.ts';
import { readOnlyScheme } from './views/readOnly.ts';

export const languageId = 'libvirt-domain';

/** Languages that an editor gives a domain document which it knows no better. */
const generic = new Set(['xml', 'plaintext']);
/** Documents nobody edits stay plain: there is no point in advice about what a host or an old commit has. */
const readOnlySchemes = new Set([readOnlyScheme, 'git']);

/** Gives domain documents their language when they are opened; a user's later choice stands. */
export function recogniseDomains(): vscode.Disposable {
  // Changing the language closes a document and opens it again at once; that is a choice, not an opening.
  const closing = new Set<string>();
  // The file that an untitled document is saved as is opened empty, and filled then.
  const empty = new Set<string>();
  for (const document of vscode.workspace.textDocuments) recognise(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      empty.delete(uri.toString());
      closing.add(uri.toString());
      setTimeout(() => closing.delete(uri.toString()));
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (closing.delete(document.uri.toString())) return;
      if (document.getText() === '') empty.add(document.uri.toString());
      recognise(document);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (empty.delete(document.uri.toString())) recognise(document);
    }),
  );
}

function recognise(document: vscode.TextDocument): void {
  const isCandidate = generic.has(document.languageId) && !readOnlySchemes.has(document.uri.scheme);
  if (isCandidate && isDomainText(document.getText())) {
    void vscode.languages.setTextDocumentLanguage(document, languageId);
  }
}
