import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { forHost } from '../../../server/src/service.ts';
import { isDomainText } from '../../../server/src/xml/detect.ts';
import type { LeftOut, Work } from '../apply/several.ts';
import { storageIn } from '../apply/storage.ts';
import { askMode, type Choice, chooseSeveral } from '../views/questions.ts';
import type { HostCommandFactory } from './command.ts';
import { settingsFor } from './settings.ts';
import { runSeveral } from './severalRun.ts';
import { cancelled, refuse, shownErrors } from './subject.ts';

/** How many XML files of the workspace are looked at. */
const mostFiles = 1000;

/** Applies several documents to several hosts. Resolves to a `SeveralOutcome`, or to what kept it from starting. */
export const applySeveral: HostCommandFactory = (services) => async (_, selection) => {
  const { targets, context } = services;
  const candidates = await domainFiles(selection);
  if (candidates.length === 0) return refuse(l10n.t('There is no libvirt domain XML file here.'));
  const title = l10n.t('Apply to several VMs');
  const uris = await chooseSeveral(title, l10n.t('Which documents?'), candidates);
  const hosts = uris && (await targets.askSeveral());
  const mode = hosts && (await askMode(title));
  if (!uris || !hosts || !mode) return cancelled();
  const storage = storageIn(context.globalStorageUri.fsPath);
  return runSeveral(services, async (toolsOn) => {
    const work: (Work | LeftOut)[] = [];
    for (const host of hosts) {
      const target = { ssh: host.ssh, uri: host.uri };
      const known = await targets.hostOf(host, toolsOn(target, host.name).transcript);
      for (const uri of uris) {
        const document = await vscode.workspace.openTextDocument(uri);
        const subject = vscode.workspace.asRelativePath(uri);
        const [error] = shownErrors(document);
        const settings = forHost(settingsFor(document), known);
        work.push(
          error
            ? {
                subject,
                place: host.exec.place,
                outcome: 'refused',
                message: l10n.t('line {0}: {1}', error.line, error.message),
              }
            : { subject, request: { text: document.getText(), mode, settings, target, storage } },
        );
      }
    }
    return work;
  });
};

/** Those selected in the explorer, else all that are open or in the workspace; ticked are the selected or open ones. */
async function domainFiles(selection: unknown): Promise<Choice<vscode.Uri>[]> {
  const open = vscode.workspace.textDocuments.filter(
    (document) => /^(file|untitled)$/.test(document.uri.scheme) && isDomainText(document.getText()),
  );
  const selected = Array.isArray(selection) ? selection.filter((each) => each instanceof vscode.Uri) : [];
  const isSelection = selected.length > 0;
  const ticked = isSelection ? selected : open.map(({ uri }) => uri);
  const others = isSelection ? [] : await vscode.workspace.findFiles('**/*.xml', undefined, mostFiles);
  const isTicked = new Set(ticked.map(String));
  const uris = new Map([...ticked, ...others].map((uri) => [`${uri}`, uri]));
  const choices: Choice<vscode.Uri>[] = [];
  for (const [key, uri] of [...uris].sort(([a], [b]) => a.localeCompare(b))) {
    const document = open.find((each) => `${each.uri}` === key);
    if (!document && !(await isDomainFile(uri))) continue;
    choices.push({ value: uri, label: vscode.workspace.asRelativePath(uri), picked: isTicked.has(key) });
  }
  return choices;
}

async function isDomainFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return isDomainText(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return false;
  }
}
