import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
} from 'vscode-languageserver';
import { highlights } from '../../service.ts';
import { toRange } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

const kinds = {
  text: DocumentHighlightKind.Text,
  read: DocumentHighlightKind.Read,
  write: DocumentHighlightKind.Write,
};

export const highlightHandler: Handler = {
  capabilities: () => ({ documentHighlightProvider: true }),
  register(serving) {
    serving.connection.onDocumentHighlight(
      aboutDocument<DocumentHighlightParams, DocumentHighlight[]>(
        serving,
        [],
        ({ document, read }, { position }) =>
          highlights(read, document.offsetAt(position)).map((each) => ({
            range: toRange(document, each),
            kind: kinds[each.kind],
          })),
      ),
    );
  },
};
