import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { enableMultiQueueOnAllKind } from '../../../server/src/service.ts';
import type { CommandFactory } from './command.ts';
import { findDocument } from './document.ts';

/** Asks the server for its code action over the whole document and makes its edit; resolves to whether it did. */
export const enableMultiQueueOnAll: CommandFactory = () => async (argument) => {
  const document = await findDocument(argument);
  if (!document) return false;
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    everything,
    enableMultiQueueOnAllKind,
  );
  const edit = actions.find((action) => action.kind?.value === enableMultiQueueOnAllKind)?.edit;
  if (edit) return vscode.workspace.applyEdit(edit);
  void vscode.window.showInformationMessage(
    l10n.t('No interface of this domain can take more queues than it has.'),
  );
  return false;
};
