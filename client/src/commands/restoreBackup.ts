import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { defaultSettings } from '../../../server/src/service.ts';
import { apply } from '../apply/apply.ts';
import { listBackups, readForm, type SavedBackup } from '../apply/backups.ts';
import { storageIn } from '../apply/storage.ts';
import { askMode, choose } from '../views/questions.ts';
import { runInTerminal } from './applyRun.ts';
import type { HostCommandFactory } from './command.ts';
import { cancelled, refuse } from './subject.ts';

/** Applies what was saved before an earlier apply, to where it came from: a plan like any other. */
export const restoreBackup: HostCommandFactory = (services) => async () => {
  const { backups } = storageIn(services.context.globalStorageUri.fsPath);
  const saved = await listBackups(backups);
  if (saved.length === 0) return refuse(l10n.t('There is no backup yet: one is saved before each apply.'));
  const backup = await choose(l10n.t('Restore a backup'), l10n.t('Which one?'), saved.map(choiceOf));
  const mode = backup && (await askMode(l10n.t('Apply "{0}"', backup.name)));
  if (!backup || !mode) return cancelled();
  const { target, name } = backup;
  return runInTerminal(name, target, services, async (tools, storage) =>
    apply(
      {
        text: await readForm(backup, mode),
        mode,
        settings: defaultSettings,
        isBackup: true,
        target,
        storage,
      },
      tools,
    ),
  );
};

function choiceOf(backup: SavedBackup) {
  const { name, place, saved, files, target } = backup;
  const forms = [files.stored && l10n.t('stored'), files.live && l10n.t('running')]
    .filter(Boolean)
    .join(', ');
  return {
    value: backup,
    label: name,
    description: `${place} · ${target.uri}`,
    detail: `${new Date(saved).toLocaleString(vscode.env.language)} · ${forms}`,
  };
}
