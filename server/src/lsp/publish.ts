import type { Connection } from 'vscode-languageserver';
import { type DomainDocument, diagnose } from '../service.ts';
import { toDiagnostic } from './convert.ts';
import type { Workspace } from './workspace.ts';

/**
 * Publishes diagnostics for the newest version of each document only. A burst of edits is checked once, after
 * the last one that has arrived; what became outdated while settings were awaited is dropped.
 */
export class Publisher {
  rulePages: string | undefined;
  private readonly waiting = new Set<string>();
  /** What was published last, by URI. */
  private readonly published = new Map<string, DomainDocument>();
  private readonly connection: Connection;
  private readonly workspace: Workspace;

  constructor(connection: Connection, workspace: Workspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  schedule(uri: string): void {
    if (this.waiting.has(uri)) return;
    this.waiting.add(uri);
    // A timer, not a microtask: messages that have already arrived are handled first.
    setTimeout(() => {
      this.waiting.delete(uri);
      this.publish(uri).catch((error: unknown) => this.connection.console.error(String(error)));
    }, 0);
  }

  scheduleAll(): void {
    for (const uri of this.workspace.documents.keys()) this.schedule(uri);
  }

  clear(uri: string): void {
    this.published.delete(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private async publish(uri: string): Promise<void> {
    const settings = await this.workspace.settingsFor(uri);
    const document = this.workspace.documents.get(uri);
    if (document === undefined || this.waiting.has(uri)) return;
    const read = this.workspace.read(document);
    const diagnostics = diagnose(read, settings, this.published.get(uri)).map((each) =>
      toDiagnostic(document, each, this.rulePages),
    );
    this.published.set(uri, read);
    await this.connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }
}
