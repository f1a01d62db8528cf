import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Plan } from '../apply/plan.ts';
import { harmless } from '../host/harmless.ts';
import { fileNameOf } from './fileName.ts';
import { readOnlyDocument } from './readOnly.ts';

/** Both forms in the editor's own difference view. */
export async function showComparison({ name, place, comparison }: Plan): Promise<void> {
  await vscode.commands.executeCommand(
    'vscode.diff',
    readOnlyDocument(`${name}.xml`, comparison.host),
    readOnlyDocument(`${name}.xml`, comparison.document),
    l10n.t('{0}: {1} ↔ document', name, place),
  );
}

/** The host's form beside the document itself, which stays open to edits. */
export async function showBeside(
  hostText: string,
  document: vscode.TextDocument,
  { name, form, host }: { name: string; form: string; host: string },
): Promise<void> {
  await vscode.commands.executeCommand(
    'vscode.diff',
    readOnlyDocument(`${fileNameOf(name)}.xml`, hostText),
    document.uri,
    l10n.t('{0}: {1} on {2} ↔ document', harmless(name), form, host),
    { preview: true } satisfies vscode.TextDocumentShowOptions,
  );
}
