import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Plan } from '../apply/plan.ts';

/** Scheme of the two read-only documents of a comparison. */
export const comparisonScheme = 'virtqueue-compare';

const texts = new Map<string, string>();

export function registerComparisons(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(comparisonScheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
  );
}

/** Both forms in the editor's own difference view. */
export async function showComparison({ name, place, comparison }: Plan): Promise<void> {
  const address = (side: string) =>
    vscode.Uri.from({ scheme: comparisonScheme, path: `/${name}.xml`, query: `${side} ${Date.now()}` });
  const [host, document] = [address('host'), address('document')];
  texts.set(host.toString(), comparison.host);
  texts.set(document.toString(), comparison.document);
  await vscode.commands.executeCommand(
    'vscode.diff',
    host,
    document,
    l10n.t('{0}: {1} ↔ document', name, place),
  );
}
