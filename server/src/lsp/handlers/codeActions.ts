import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { codeActionKinds, codeActions } from '../../service.ts';
import { toCodeAction, toSpan } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const codeActionHandler: Handler = {
  capabilities: () => ({ codeActionProvider: { codeActionKinds: [...codeActionKinds] } }),
  register(serving) {
    serving.connection.onCodeAction(
      aboutDocument<CodeActionParams, CodeAction[]>(
        serving,
        [],
        ({ document, read, settings }, { range, context }) =>
          codeActions(read, toSpan(document, range), settings, context.only).map((action) =>
            toCodeAction(document, action, serving.options.rulePages),
          ),
      ),
    );
  },
};
