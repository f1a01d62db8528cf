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
          target: fileUri(path),
        }));
      }),
    );
  },
};

/** Half of a surrogate pair, which no file name holds, has no place in a URI either. */
function fileUri(path: string): string {
  const names = path.replace(/[\ud800-\udfff]/gu, '\ufffd').split('/');
  return `file://${names.map(encodeURIComponent).join('/')}`;
}
