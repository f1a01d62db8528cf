import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { renameAt, renameTarget } from '../../service.ts';
import { toRange, toWorkspaceEdit } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

/** A name that cannot be is answered with an error: editors show its message. */
export const renameHandler: Handler = {
  capabilities: ({ capabilities }) => ({
    renameProvider: capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
  }),
  register(serving) {
    serving.connection.onPrepareRename(
      aboutDocument<PrepareRenameParams, PrepareRenameResult | null>(
        serving,
        null,
        ({ document, read }, { position }) => {
          const target = renameTarget(read, document.offsetAt(position));
          if (target === undefined) return null;
          if ('refusal' in target) throw new ResponseError(LSPErrorCodes.RequestFailed, target.refusal);
          return { range: toRange(document, target), placeholder: target.name };
        },
      ),
    );
    serving.connection.onRenameRequest(
      aboutDocument<RenameParams, WorkspaceEdit | null>(
        serving,
        null,
        ({ document, read }, { position, newName }) => {
          const edits = renameAt(read, document.offsetAt(position), newName);
          if ('refusal' in edits) throw new ResponseError(LSPErrorCodes.RequestFailed, edits.refusal);
          return toWorkspaceEdit(document, edits);
        },
      ),
    );
  },
};
