import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { forHost, type Settings } from '../../../server/src/service.ts';
import { type CheckedDocument, type Complaint, checkDocument } from '../apply/document.ts';
import type { Targets } from '../views/targets.ts';
import { findDocument } from './document.ts';
import { settingsFor } from './settings.ts';

/** The document a command is about. */
export interface Subject {
  readonly document: vscode.TextDocument;
  readonly checked: CheckedDocument;
  readonly settings: Settings;
}

/** A command that did not start: the workspace, the document or the user did not let it. */
export interface NotStarted {
  readonly outcome: 'refused' | 'cancelled';
  readonly message: string;
}

/** The document named by a command's argument, fit to be applied; or why not, which the user has been told. */
export async function findSubject(argument: unknown, targets: Targets): Promise<Subject | NotStarted> {
  const document = await findDocument(argument);
  if (!document) return refuse(l10n.t('Open a libvirt domain XML file first.'));
  const settings = forHost(settingsFor(document), targets.state.known?.host);
  const checked = checkDocument(document.getText(), settings);
  const shown = 'domain' in checked ? shownErrors(document) : checked;
  if ('domain' in checked && shown.length === 0) return { document, checked, settings };
  const [first] = shown;
  return refuse(
    l10n.t(
      'The document has errors; nothing was sent. Line {0}: {1}',
      first?.line ?? 1,
      first?.message ?? '',
    ),
  );
}

/** What is underlined, the schema's refusals among it: the host would refuse them only after the VM is off. */
export function shownErrors({ uri }: vscode.TextDocument): Complaint[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, severity }) => source === 'virtqueue' && severity === vscode.DiagnosticSeverity.Error)
    .map(({ range, message }) => ({ line: range.start.line + 1, message }));
}

export function cancelled(): NotStarted {
  return { outcome: 'cancelled', message: l10n.t('Cancelled: nothing was changed.') };
}

/** Tells the user; not awaited, because the message stays until it is closed. */
export function refuse(message: string): NotStarted {
  void vscode.window.showErrorMessage(message);
  return { outcome: 'refused', message };
}
