import type { Position, Range, ServerCapabilities } from 'vscode-languageserver';
import type { Random } from '../../relaxng/random.ts';

/** What a question may be about: any place of the document, or one beyond it. */
export interface Places {
  readonly random: Random;
  readonly uri: string;
  readonly version: number;
  position(): Position;
  range(): Range;
}

export interface Question {
  readonly method: string;
  params(places: Places): unknown;
  /** A second question about one of the items of the answer. */
  readonly resolve?: string;
}

const about = ({ uri }: Places) => ({ textDocument: { uri } });
const atPosition = (places: Places) => ({ ...about(places), position: places.position() });
const options = { tabSize: 2, insertSpaces: true };
const kinds = [[], ['quickfix'], ['refactor'], ['source'], ['source.fixAll']];

/** What can be asked, by the capability that announces it. */
export const questions: Partial<Record<keyof ServerCapabilities, readonly Question[]>> = {
  completionProvider: [
    { method: 'textDocument/completion', params: atPosition, resolve: 'completionItem/resolve' },
  ],
  hoverProvider: [{ method: 'textDocument/hover', params: atPosition }],
  definitionProvider: [{ method: 'textDocument/definition', params: atPosition }],
  referencesProvider: [
    {
      method: 'textDocument/references',
      params: (places) => ({ ...atPosition(places), context: { includeDeclaration: true } }),
    },
  ],
  documentHighlightProvider: [{ method: 'textDocument/documentHighlight', params: atPosition }],
  documentSymbolProvider: [{ method: 'textDocument/documentSymbol', params: about }],
  codeActionProvider: [
    {
      method: 'textDocument/codeAction',
      params: (places) => {
        const only = places.random.one(kinds);
        const context = { diagnostics: [], ...(only.length > 0 && { only }) };
        return { ...about(places), range: places.range(), context };
      },
    },
  ],
  codeLensProvider: [{ method: 'textDocument/codeLens', params: about }],
  documentLinkProvider: [{ method: 'textDocument/documentLink', params: about }],
  documentFormattingProvider: [
    { method: 'textDocument/formatting', params: (places) => ({ ...about(places), options }) },
  ],
  documentRangeFormattingProvider: [
    {
      method: 'textDocument/rangeFormatting',
      params: (places) => ({ ...about(places), range: places.range(), options }),
    },
  ],
  documentOnTypeFormattingProvider: [
    {
      method: 'textDocument/onTypeFormatting',
      params: (places) => ({ ...atPosition(places), ch: places.random.one(['\n', '>', '/']), options }),
    },
  ],
  renameProvider: [
    { method: 'textDocument/prepareRename', params: atPosition },
    {
      method: 'textDocument/rename',
      params: (places) => ({ ...atPosition(places), newName: places.random.one(['2', 'ua-x', '', "'<&"]) }),
    },
  ],
  foldingRangeProvider: [{ method: 'textDocument/foldingRange', params: about }],
  selectionRangeProvider: [
    {
      method: 'textDocument/selectionRange',
      params: (places) => ({ ...about(places), positions: [places.position(), places.position()] }),
    },
  ],
  linkedEditingRangeProvider: [{ method: 'textDocument/linkedEditingRange', params: atPosition }],
  inlayHintProvider: [
    {
      method: 'textDocument/inlayHint',
      params: (places) => ({ ...about(places), range: places.range() }),
    },
  ],
  semanticTokensProvider: [{ method: 'textDocument/semanticTokens/full', params: about }],
  executeCommandProvider: [
    {
      method: 'workspace/executeCommand',
      params: (places) => ({
        command: 'virtqueue.enableMultiQueue',
        arguments: [places.uri, places.random.below(4)],
      }),
    },
  ],
};

/** Capabilities that are no questions. */
const others: readonly string[] = ['textDocumentSync', 'positionEncoding', 'workspace'];

/** Every question that the server says it answers. @throws for a capability that this list knows nothing of */
export function questionsFor(capabilities: ServerCapabilities): Question[] {
  return Object.keys(capabilities)
    .filter((name) => !others.includes(name))
    .flatMap((name) => {
      const found = questions[name as keyof ServerCapabilities];
      if (found === undefined) throw new Error(`the fuzzer does not know how to ask for ${name}`);
      return found;
    });
}
