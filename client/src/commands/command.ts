import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** What commands work with. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly client: LanguageClient;
  readonly log: vscode.LogOutputChannel;
}

/** @returns what `executeCommand` resolves to */
export type Command = (argument?: unknown) => Promise<unknown>;

export type CommandFactory = (services: Services) => Command;
