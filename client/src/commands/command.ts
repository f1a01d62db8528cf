import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Targets } from '../views/targets.ts';

/** What commands work with. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly log: vscode.LogOutputChannel;
}

/**
 * @param argument what it is about, where it was not called from the palette
 * @param selection in the explorer: all that is selected there
 * @returns what `executeCommand` resolves to
 */
export type Command = (argument?: unknown, selection?: unknown) => Promise<unknown>;

export type CommandFactory = (services: Services) => Command;

/** Where hosts can be reached. */
export interface HostServices extends Services {
  readonly targets: Targets;
}

export type HostCommandFactory = (services: HostServices) => Command;
