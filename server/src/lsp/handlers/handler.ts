import type {
  ClientCapabilities,
  Connection,
  InitializeParams,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '../../protocol.ts';
import type { DomainDocument, Settings } from '../../service.ts';
import type { Workspace } from '../workspace.ts';

/** What one language feature needs of the protocol: one file with one of these, and one line in `index.ts`. */
export interface Handler {
  /** What the server tells the client that it can do. */
  capabilities(client: InitializeParams): Partial<ServerCapabilities>;
  /** Answers the client's requests. Called once, before the connection listens. */
  register(serving: Serving): void;
}

/** What stands around every handler. */
export interface Serving {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /** Of this client; empty before it has introduced itself. */
  readonly options: InitializationOptions;
  /** What it can do. */
  readonly client: ClientCapabilities;
}

/** A document that a request is about, in its newest version. */
export interface Subject {
  readonly document: TextDocument;
  readonly read: DomainDocument;
  readonly settings: Settings;
}

/**
 * Wraps a handler of requests about one document: it gets the document read, with the settings that hold for it. Documents
 * that the client has not opened are answered with `otherwise`.
 */
export function aboutDocument<Params extends { readonly textDocument: { readonly uri: string } }, Result>(
  { workspace }: Serving,
  otherwise: Result,
  answer: (subject: Subject, params: Params) => Result,
): (params: Params) => Promise<Result> {
  return async (params) => {
    const settings = await workspace.settingsFor(params.textDocument.uri);
    const document = workspace.documents.get(params.textDocument.uri);
    return document === undefined
      ? otherwise
      : answer({ document, read: workspace.read(document), settings }, params);
  };
}
