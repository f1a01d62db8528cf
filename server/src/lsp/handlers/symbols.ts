import { type DocumentSymbol, type DocumentSymbolParams, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type * as service from '../../service.ts';
import { documentSymbols } from '../../service.ts';
import { toRange } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const symbolHandler: Handler = {
  capabilities: () => ({ documentSymbolProvider: { label: 'libvirt' } }),
  register(serving) {
    serving.connection.onDocumentSymbol(
      aboutDocument<DocumentSymbolParams, DocumentSymbol[]>(serving, [], ({ document, read }) =>
        documentSymbols(read).map((symbol) => toDocumentSymbol(document, symbol)),
      ),
    );
  },
};

const kinds: Record<service.SymbolKind, SymbolKind> = {
  domain: SymbolKind.Module,
  network: SymbolKind.Interface,
  storage: SymbolKind.File,
  device: SymbolKind.Object,
  group: SymbolKind.Namespace,
  number: SymbolKind.Number,
  text: SymbolKind.String,
  switch: SymbolKind.Boolean,
  property: SymbolKind.Property,
};

function toDocumentSymbol(document: TextDocument, symbol: service.DocumentSymbol): DocumentSymbol {
  const { name, detail, kind, selection, children } = symbol;
  return {
    name,
    ...(detail === '' ? {} : { detail }),
    kind: kinds[kind],
    range: toRange(document, symbol),
    selectionRange: toRange(document, selection),
    children: children.map((child) => toDocumentSymbol(document, child)),
  };
}
