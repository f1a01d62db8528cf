import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Plan } from '../apply/plan.ts';
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
