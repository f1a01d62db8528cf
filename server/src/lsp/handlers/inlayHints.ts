import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { inlayHints } from '../../service.ts';
import { toSpan } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const inlayHintHandler: Handler = {
  capabilities: () => ({ inlayHintProvider: true }),
  register(serving) {
    serving.connection.languages.inlayHint.on(
      aboutDocument<InlayHintParams, InlayHint[]>(serving, [], ({ document, read, settings }, { range }) =>
        inlayHints(read, toSpan(document, range), settings).map(({ at, label }) => ({
          position: document.positionAt(at),
          label,
          paddingLeft: true,
          paddingRight: true,
        })),
      ),
    );
  },
};
