import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Completion, completions, completionTriggers } from '../../service.ts';
import { toTextEdit } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

const kinds: Record<Completion['kind'], CompletionItemKind> = {
  element: CompletionItemKind.Property,
  attribute: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  'end-tag': CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
};

/** What this client takes of what can be said of a completion. */
interface Taken {
  readonly snippets: boolean;
  readonly adjustsIndentation: boolean;
  readonly markdown: boolean;
}

/** Which list an item is of, and where in it: what `completionItem/resolve` finds it again by. */
interface ItemData {
  readonly list: number;
  readonly index: number;
}

export const completionHandler: Handler = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: completionTriggers, resolveProvider: true },
  }),
  register(serving) {
    // Only what is shown last is asked about.
    let shown: readonly Completion[] = [];
    let list = 0;
    serving.connection.onCompletion(
      aboutDocument<CompletionParams, CompletionItem[]>(
        serving,
        [],
        ({ document, read, settings }, { position, context }) => {
          const taken = takenBy(serving.client);
          const request = {
            offset: document.offsetAt(position),
            trigger: context?.triggerCharacter,
            takesSnippets: taken.snippets,
          };
          shown = completions(read, request, settings);
          list++;
          return shown.map((each, index) => toItem(document, each, { list, index }, taken));
        },
      ),
    );
    serving.connection.onCompletionResolve((item) => {
      const data = item.data as ItemData | undefined;
      const documentation = data?.list === list ? shown[data.index]?.documentation() : undefined;
      if (documentation === undefined) return item;
      const kind = takenBy(serving.client).markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
      return { ...item, documentation: { kind, value: documentation } };
    });
  },
};

function takenBy({ textDocument }: ClientCapabilities): Taken {
  const item = textDocument?.completion?.completionItem;
  return {
    snippets: item?.snippetSupport === true,
    adjustsIndentation:
      item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.adjustIndentation) === true,
    markdown: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
  };
}

function toItem(
  document: TextDocument,
  completion: Completion,
  data: ItemData,
  taken: Taken,
): CompletionItem {
  const { kind, label, detail, filterText, sortText, edit, isSnippet, alsoEdits } = completion;
  return {
    label,
    kind: kinds[kind],
    ...(detail === undefined ? {} : { detail }),
    ...(filterText === undefined ? {} : { filterText }),
    sortText,
    textEdit: toTextEdit(document, edit),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(taken.adjustsIndentation ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    ...(alsoEdits === undefined
      ? {}
      : { additionalTextEdits: alsoEdits.map((each) => toTextEdit(document, each)) }),
    data,
  };
}
