import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { parseXml } from '../../../server/src/xml/parser.ts';
import { ancestors, elementAt } from '../../../server/src/xml/query.ts';
import type { XmlElement } from '../../../server/src/xml/tree.ts';
import type { CommandFactory } from './command.ts';

/** Opens the device at the cursor as a document of its own, as `virsh attach-device` and its kin take it. */
export const copyDevice: CommandFactory = () => async () => {
  const editor = vscode.window.activeTextEditor;
  const text = editor?.document.getText() ?? '';
  const device = editor && deviceAt(text, editor.document.offsetAt(editor.selection.active));
  if (!device) {
    void vscode.window.showInformationMessage(l10n.t('Put the cursor into a device of the domain first.'));
    return undefined;
  }
  const content = `${withoutIndentation(text, device)}\n`;
  const document = await vscode.workspace.openTextDocument({ language: 'xml', content });
  return vscode.window.showTextDocument(document);
};

function deviceAt(text: string, offset: number): XmlElement | undefined {
  const element = elementAt(parseXml(text), offset);
  if (element === undefined) return undefined;
  return [element, ...ancestors(element)].find(({ parent }) => parent?.name === 'devices');
}

function withoutIndentation(text: string, { start, end }: XmlElement): string {
  const indentation = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? '';
  return text
    .slice(start, end)
    .replace(
      /(\r?\n)([ \t]*)/g,
      (_, lineEnd: string, blank: string) =>
        lineEnd + (blank.startsWith(indentation) ? blank.slice(indentation.length) : blank),
    );
}
