import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type * as service from '../../service.ts';
import { documentSymbols } from '../../service.ts';
import { toRange } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const symbolHandler: Handler = {
  capabilities: () => ({ documentSymbolProvider: { label: 'libvirt' } }),
  register(serving) {
    serving.connection.onDocumentSymbol(
      aboutDocument<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>(
        serving,
        [],
        ({ document, read }) => {
          const symbols = documentSymbols(read);
          const { documentSymbol } = serving.client.textDocument ?? {};
          return documentSymbol?.hierarchicalDocumentSymbolSupport
            ? symbols.map((symbol) => toDocumentSymbol(document, symbol))
            : symbols.flatMap((symbol) => toSymbolInformation(document, symbol));
        },
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

/** For clients that show a list: the symbol and all inside it. */
function toSymbolInformation(
  document: TextDocument,
  symbol: service.DocumentSymbol,
  containerName?: string,
): SymbolInformation[] {
  const { kind, children } = symbol;
  const name = `${symbol.name} ${symbol.detail}`.trim();
  const location = { uri: document.uri, range: toRange(document, symbol) };
  return [
    { name, kind: kinds[kind], location, ...(containerName ? { containerName } : {}) },
    ...children.flatMap((child) => toSymbolInformation(document, child, symbol.name)),
  ];
}
