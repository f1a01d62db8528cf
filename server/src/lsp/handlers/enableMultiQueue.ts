import type { ExecuteCommandParams } from 'vscode-languageserver';
import { codeActions, enableMultiQueueCommand, enableMultiQueueKind } from '../../service.ts';
import { toCodeAction } from '../convert.ts';
import type { Handler, Serving } from './handler.ts';

/** The command behind a lens; for clients that let servers edit documents. */
export const enableMultiQueueHandler: Handler = {
  capabilities: ({ capabilities }) =>
    capabilities.workspace?.applyEdit
      ? { executeCommandProvider: { commands: [enableMultiQueueCommand] } }
      : {},
  register(serving) {
    serving.connection.onExecuteCommand(
      async ({ command, arguments: [uri, index] = [] }: ExecuteCommandParams) => {
        if (command === enableMultiQueueCommand) await enableMultiQueue(serving, String(uri), Number(index));
        return null;
      },
    );
  },
};

/** Nothing happens where the document has changed and there is nothing to enable any more. */
async function enableMultiQueue(
  { connection, workspace }: Serving,
  uri: string,
  index: number,
): Promise<void> {
  const settings = await workspace.settingsFor(uri);
  const document = workspace.documents.get(uri);
  const read = document && workspace.read(document);
  const iface = read?.domain?.interfaces[index];
  if (document === undefined || read === undefined || iface === undefined) return;
  const [action] = codeActions(read, iface.element.nameSpan, settings, [enableMultiQueueKind]);
  const edit = action && toCodeAction(document, action).edit;
  if (edit !== undefined) await connection.workspace.applyEdit({ label: action?.title ?? '', edit });
}
