import type { HostKnowledge } from './libvirt/host.ts';

/** What client and server agree on beyond the Language Server Protocol. The client imports types only. */

/** `initializationOptions`; an editor that gives none gets the plain server. */
export interface InitializationOptions {
  /** BCP 47 language of the messages. */
  readonly locale?: string;
  /** URI of the folder of the translations, `bundle.l10n.LOCALE.json`. */
  readonly translations?: string;
  /** The translation itself, for a server that cannot read it. */
  readonly translation?: Readonly<Record<string, string>>;
  /** The built-in grammar as `storeGrammar` gave it, for a server that cannot read files. */
  readonly builtInGrammar?: string;
  /** URI of the folder with the rules' pages, for the link on a diagnostic's code. */
  readonly rulePages?: string;
  /** Commands that the client has; lenses are sent for these only. */
  readonly commands?: readonly string[];
  /** Whether the client wants `virtqueue/schemaStatus`. */
  readonly schemaStatus?: boolean;
}

/** What the client answers to `virtqueue/configFile`, `{ uri }` of a document, or null: asked only by a server without files. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** Server to client, `virtqueue/schemaStatus`: which schema documents are held against now. */
export interface SchemaStatus {
  readonly origin: 'setting' | 'host' | 'installed' | 'built-in';
  readonly path: string;
  /** One sentence for each source that came first and is not usable. */
  readonly unusable: readonly string[];
}

/** Client to server, `virtqueue/hostSchema`: the schemas of the target host, copied to this machine. */
export interface HostSchema {
  /** Folder with `domain.rng`; undefined when no host is the target any more. */
  readonly folder: string | undefined;
}

/** Client to server, `virtqueue/host`: the target host; undefined when none is the target any more. */
export interface TargetHost {
  readonly host: HostKnowledge | undefined;
}
