import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { fileLinks } from '../../service.ts';
import { toRange } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

/** Documents of other schemes are about files of other machines. */
const schemesOfThisMachine = /^(file|untitled):/;

export const linkHandler: Handler = {
  capabilities: () => ({ documentLinkProvider: {} }),
  register(serving) {
    serving.connection.onDocumentLinks(
      aboutDocument<DocumentLinkParams, DocumentLink[]>(serving, [], ({ document, read }) => {
        if (!schemesOfThisMachine.test(document.uri)) return [];
        return fileLinks(read).map(({ path, ...span }) => ({
          range: toRange(document, span),
          target: `file://${path.split('/').map(encodeURIComponent).join('/')}`,
        }));
      }),
    );
  },
};
