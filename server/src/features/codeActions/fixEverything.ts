import * as l10n from '@vscode/l10n';
import { fixEdits } from '../fixAll.ts';
import type { CodeActionSource } from './codeAction.ts';

/** The safe fixes of all rules, as editors make them when they save. */
export const fixEverything: CodeActionSource = {
  kind: 'source.fixAll.virtqueue',
  onRequestOnly: true,
  actions({ opened, settings }) {
    const edits = fixEdits(opened, settings);
    return edits.length === 0 ? [] : [{ title: l10n.t('Fix all'), edits }];
  },
};
