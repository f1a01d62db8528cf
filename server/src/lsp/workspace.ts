import {
  type Connection,
  type DidChangeConfigurationParams,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type DomainDocument, openDocument, readSettings, type Settings } from '../service.ts';

export const syncKind = TextDocumentSyncKind.Incremental;

/** The open documents, each read once per version, and the settings that hold for them. */
export class Workspace {
  readonly documents = new TextDocuments(TextDocument);
  /** Whether the client answers workspace/configuration; else it pushes the settings. */
  pullsSettings = false;
  private readonly opened = new WeakMap<TextDocument, { version: number; document: DomainDocument }>();
  private readonly settings = new Map<string, Promise<Settings>>();
  private pushed: Settings = readSettings(undefined);

  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
    this.documents.onDidClose(({ document }) => this.settings.delete(document.uri));
  }

  read(document: TextDocument): DomainDocument {
    const known = this.opened.get(document);
    if (known?.version === document.version) return known.document;
    const read = openDocument(document.getText());
    this.opened.set(document, { version: document.version, document: read });
    return read;
  }

  settingsFor(uri: string): Promise<Settings> {
    if (!this.pullsSettings) return Promise.resolve(this.pushed);
    const known = this.settings.get(uri);
    if (known !== undefined) return known;
    const asked = this.connection.workspace
      .getConfiguration({ scopeUri: uri, section: 'virtqueue' })
      .then((given) => readSettings(given));
    this.settings.set(uri, asked);
    return asked;
  }

  settingsChanged({ settings }: DidChangeConfigurationParams): void {
    this.settings.clear();
    this.pushed = readSettings(settings?.virtqueue ?? settings);
  }
}
