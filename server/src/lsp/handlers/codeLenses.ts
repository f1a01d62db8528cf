import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { enableMultiQueueCommand, lenses } from '../../service.ts';
import { toCodeLens } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const codeLensHandler: Handler = {
  capabilities: () => ({ codeLensProvider: {} }),
  register(serving) {
    serving.connection.onCodeLens(
      aboutDocument<CodeLensParams, CodeLens[]>(serving, [], ({ document, read, settings }) => {
        const { options, client } = serving;
        const commands = new Set(options.commands);
        if (client.workspace?.applyEdit) commands.add(enableMultiQueueCommand);
        return lenses(read, settings)
          .filter(({ command, tells }) => command === undefined || commands.has(command) || tells)
          .map((lens) => toCodeLens(document, lens, commands));
      }),
    );
  },
};
