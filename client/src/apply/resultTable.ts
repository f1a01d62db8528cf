import * as l10n from '@vscode/l10n';
import { isDone, type Result } from './several.ts';
import type { Table } from './table.ts';

/** What became of each, a row each. */
export function resultTable(results: readonly Result[]): Table {
  return [
    [l10n.t('domain'), l10n.t('host'), l10n.t('result')],
    ...results.map((each) => [each.name, each.place, describeResult(each)]),
  ];
}

function describeResult(result: Result): string {
  switch (result.outcome) {
    case 'applied':
      return isDone(result) ? l10n.t('done') : l10n.t('done, but not all queues in the guest');
    case 'rolled-back':
      return l10n.t('failed; as it was before');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'refused':
      return l10n.t('refused; nothing was done');
    case 'failed':
      return l10n.t('failed; nothing was done');
    case 'incomplete':
      return l10n.t('left half-way: to be finished');
    case 'unchanged':
      return l10n.t('nothing to do');
    case 'skipped':
      return l10n.t('not begun');
  }
}
