import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { SchemaStatus } from '../../../server/src/protocol.ts';
import { languageId } from '../language.ts';

/** Shows in the status bar of a domain which schema it is held against, and what is wrong with those before it. */
export function showSchemaStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('virtqueue.schema', { language: languageId });
  item.name = l10n.t('Schema');
  const listener = client.onNotification('virtqueue/schemaStatus', (status: SchemaStatus) => {
    item.text = l10n.t('Schema: {0}', originName(status));
    item.detail = [status.path, ...status.unusable].join('\n');
    item.severity =
      status.unusable.length > 0
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
  });
  return vscode.Disposable.from(item, listener);
}

function originName({ origin, path: file }: SchemaStatus): string {
  switch (origin) {
    case 'setting':
      return file.split(/[\\/]/).at(-1) ?? file;
    case 'host':
      return l10n.t('libvirt of the target host');
    case 'installed':
      return l10n.t('libvirt installed here');
    case 'built-in':
      return l10n.t('built-in grammar');
  }
}
