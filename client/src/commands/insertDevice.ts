import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { parseXml } from '../../../server/src/xml/parser.ts';
import { firstChild } from '../../../server/src/xml/query.ts';
import type { CommandFactory } from './command.ts';

/**
 * Lets the user choose one of the whole devices that completion offers, and inserts it as the domain's last one; resolves to
 * whether it did.
 */
export const insertDevice: CommandFactory = () => async () => {
  const editor = vscode.window.activeTextEditor;
  const place = editor && endOfDevices(editor.document);
  if (!editor || !place) {
    void vscode.window.showInformationMessage(
      l10n.t('The document has no <devices> that a device could be inserted into.'),
    );
    return false;
  }
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    place,
  );
  const devices = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Snippet);
  const chosen = await vscode.window.showQuickPick(devices.map(toPick), {
    title: l10n.t('Insert a device'),
    matchOnDetail: true,
  });
  return chosen ? insert(editor, chosen.item) : false;
};

function toPick(item: vscode.CompletionItem) {
  const { label, detail } = item;
  return { label: typeof label === 'string' ? label : label.label, detail: detail ?? '', item };
}

async function insert(editor: vscode.TextEditor, item: vscode.CompletionItem): Promise<boolean> {
  const { insertText, additionalTextEdits = [] } = item;
  const elsewhere = new vscode.WorkspaceEdit();
  elsewhere.set(editor.document.uri, additionalTextEdits);
  await vscode.workspace.applyEdit(elsewhere);
  const place = endOfDevices(editor.document);
  if (place === undefined) return false;
  const device = typeof insertText === 'object' ? insertText.value : (insertText ?? '');
  editor.revealRange(new vscode.Range(place, place));
  // On a line of its own above `</devices>`, whose indentation the editor adds to every line.
  return editor.insertSnippet(new vscode.SnippetString(`\t${device.replaceAll('\n', '\n\t')}\n`), place);
}

/** Right before `</devices>`. */
function endOfDevices(document: vscode.TextDocument): vscode.Position | undefined {
  const { root } = parseXml(document.getText());
  const end = root && firstChild(root, 'devices')?.endTag;
  return end && document.positionAt(end.start);
}
