import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { languageId } from '../language.ts';
import { describeHost } from './hostKnowledge.ts';
import { placeOf, type TargetState, type Targets } from './targets.ts';

/** Beside a domain the status bar says which host it is meant for. */
export function showTarget(targets: Targets): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('virtqueue.target', vscode.StatusBarAlignment.Right, 100);
  item.name = l10n.t('Target host of libvirt domains');
  item.command = 'virtqueue.selectTargetHost';
  const render = () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== languageId || !vscode.workspace.isTrusted) {
      item.hide();
      return;
    }
    const { state } = targets;
    item.text = textFor(state);
    item.tooltip = tooltipFor(state);
    item.accessibilityInformation = { label: tooltipFor(state) };
    item.show();
  };
  render();
  return vscode.Disposable.from(
    item,
    targets.onDidChange(render),
    vscode.window.onDidChangeActiveTextEditor(render),
    vscode.workspace.onDidOpenTextDocument(render),
  );
}

function textFor({ entry, isAsking, problem }: TargetState): string {
  if (!entry) return `$(vm-outline) ${l10n.t('No target host')}`;
  const icon = isAsking ? 'sync~spin' : problem === undefined ? 'vm' : 'warning';
  return `$(${icon}) ${entry.name}`;
}

function tooltipFor({ entry, known, isAsking, problem }: TargetState): string {
  if (!entry)
    return l10n.t(
      'Select the host that these domains are meant for: its libvirt and its limits are then used.',
    );
  return [
    l10n.t('Target host: {0}', entry.name),
    placeOf(entry),
    ...(isAsking ? [l10n.t('asking …')] : []),
    ...(problem === undefined ? [] : [problem]),
    ...(known ? describeHost(known, Date.now()) : []),
  ].join('\n');
}
