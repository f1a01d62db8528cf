import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { lenses } from '../../service.ts';
import { toCodeLens } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const codeLensHandler: Handler = {
  capabilities: () => ({ codeLensProvider: {} }),
  register(serving) {
    serving.connection.onCodeLens(
      aboutDocument<CodeLensParams, CodeLens[]>(serving, [], ({ document, read }) =>
        lenses(read)
          .filter(({ command }) => serving.options.commands?.includes(command))
          .map((lens) => toCodeLens(document, lens)),
      ),
    );
  },
};
