import {
  type Connection,
  type DidChangeConfigurationParams,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { withConfigFile } from '../configFile.ts';
import type { HostKnowledge } from '../libvirt/host.ts';
import type { ConfigFile, InitializationOptions, SchemaStatus } from '../protocol.ts';
import {
  type DomainDocument,
  forHost,
  openDocument,
  readSettings,
  type Schema,
  type Settings,
} from '../service.ts';

export const syncKind = TextDocumentSyncKind.Incremental;

/**
 * The schema for documents with this setting of `virtqueue.schema`, when the target host's schemas lie in this
 * folder. Undefined where the platform has none.
 */
export type FindSchema = (
  setting: string | undefined,
  hostFolder: string | undefined,
) => FoundSchema | undefined;

export interface FoundSchema {
  readonly schema: Schema;
  readonly builtIn: () => Schema;
  readonly status: SchemaStatus;
}

/** What Node and a browser do differently. */
export interface Platform {
  /** Done before anything else is asked. From then on messages speak the client's language, if there is a translation. */
  prepare(options: InitializationOptions): Promise<void>;
  readonly findSchema: FindSchema;
  /** The configuration file that holds for a document. */
  findConfigFile(uri: string, connection: Connection): Promise<ConfigFile | undefined>;
}

/** The open documents, each read once per version, and the settings that hold for them. */
export class Workspace {
  readonly documents = new TextDocuments(TextDocument);
  /** Whether the client answers workspace/configuration; else it pushes the settings. */
  pullsSettings = false;
  private readonly opened = new WeakMap<TextDocument, { version: number; document: DomainDocument }>();
  private readonly settings = new Map<string, Promise<Settings>>();
  private pushed: unknown;
  private hostFolder: string | undefined;
  private host: HostKnowledge | undefined;

  private readonly connection: Connection;
  private readonly platform: Platform;
  private readonly onSchema: (status: SchemaStatus) => void;

  constructor(connection: Connection, platform: Platform, onSchema: (status: SchemaStatus) => void) {
    this.connection = connection;
    this.platform = platform;
    this.onSchema = onSchema;
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
    const known = this.settings.get(uri);
    if (known !== undefined) return known;
    const given = this.pullsSettings
      ? this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'virtqueue' })
      : Promise.resolve(this.pushed);
    const settings = Promise.all([given, this.configFor(uri)]).then((found) => this.complete(...found));
    this.settings.set(uri, settings);
    return settings;
  }

  settingsChanged({ settings }: DidChangeConfigurationParams): void {
    this.settings.clear();
    this.pushed = settings?.virtqueue ?? settings;
  }

  hostChanged(folder: string | undefined): void {
    this.settings.clear();
    this.hostFolder = folder;
  }

  targetChanged(host: HostKnowledge | undefined): void {
    this.settings.clear();
    this.host = host;
  }

  configFilesChanged(): void {
    this.settings.clear();
  }

  /** One that cannot be read is none, but not silently. */
  private async configFor(uri: string): Promise<ConfigFile | undefined> {
    try {
      return await this.platform.findConfigFile(uri, this.connection);
    } catch (error) {
      this.connection.console.warn(String(error));
      return undefined;
    }
  }

  private complete(given: unknown, config: ConfigFile | undefined): Settings {
    const ofEditor = readSettings(given);
    const complain = (problem: string) => this.connection.console.warn(`${config?.path}: ${problem}`);
    const ofProject = config ? withConfigFile(ofEditor, config.text, complain) : ofEditor;
    const settings = forHost(ofProject, this.host);
    const found = this.platform.findSchema(schemaSetting(given), this.hostFolder);
    if (found === undefined) return settings;
    this.onSchema(found.status);
    return { ...settings, schema: found.schema, builtIn: found.builtIn };
  }
}

function schemaSetting(given: unknown): string | undefined {
  const setting = typeof given === 'object' && given !== null && 'schema' in given ? given.schema : undefined;
  return typeof setting === 'string' && setting !== '' ? setting : undefined;
}
