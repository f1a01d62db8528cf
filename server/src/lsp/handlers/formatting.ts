import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from 'vscode-languageserver';
import { format, formatLine } from '../../service.ts';
import { toSpan, toTextEdit } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

/** The whole document, some lines of it, and the line on which a tag or a line has just been ended. */
export const formattingHandler: Handler = {
  capabilities: () => ({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '>', moreTriggerCharacter: ['\n'] },
  }),
  register(serving) {
    const { connection } = serving;
    connection.onDocumentFormatting(
      aboutDocument<DocumentFormattingParams, TextEdit[]>(serving, [], ({ document, read }, { options }) =>
        format(read, options).map((each) => toTextEdit(document, each)),
      ),
    );
    connection.onDocumentRangeFormatting(
      aboutDocument<DocumentRangeFormattingParams, TextEdit[]>(
        serving,
        [],
        ({ document, read }, { options, range }) =>
          format(read, options, toSpan(document, range)).map((each) => toTextEdit(document, each)),
      ),
    );
    connection.onDocumentOnTypeFormatting(
      aboutDocument<DocumentOnTypeFormattingParams, TextEdit[]>(
        serving,
        [],
        ({ document, read }, { options, position }) =>
          formatLine(read, document.offsetAt(position), options).map((each) => toTextEdit(document, each)),
      ),
    );
  },
};
