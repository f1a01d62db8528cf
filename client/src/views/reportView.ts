import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GuestReport } from '../apply/guestReport.ts';
import { type PageSubject, reportPage } from '../apply/reportPage.ts';
import { fileNameOf } from './fileName.ts';
import { readOnlyDocument } from './readOnly.ts';

/** The report as a page. */
export async function showReport(report: GuestReport, subject: PageSubject): Promise<void> {
  const { name, host } = subject;
  const title = l10n.t('Queues of "{0}" on {1}', name, host);
  await showPage({ title, fileName: `${fileNameOf(name)}-queues.md`, text: reportPage(report, subject) });
}

interface Page {
  readonly title: string;
  readonly fileName: string;
  /** Markdown. */
  readonly text: string;
}

/** A page beside the document, and a way to keep it. Resolves when the page is there. */
export async function showPage(page: Page): Promise<void> {
  const uri = readOnlyDocument(page.fileName, page.text);
  await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  void offerToSave(page);
}

/** The same behind a button, for who has the terminal before their eyes. */
export async function offerReport(message: string, report: GuestReport, subject: PageSubject): Promise<void> {
  const show = l10n.t('Show Report');
  if ((await vscode.window.showInformationMessage(message, show)) === show) await showReport(report, subject);
}

async function offerToSave({ title, fileName, text }: Page): Promise<void> {
  const save = l10n.t('Save as Markdown…');
  if ((await vscode.window.showInformationMessage(title, save)) !== save) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, fileName) }),
    filters: { Markdown: ['md'] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
