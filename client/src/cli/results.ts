import * as l10n from '@vscode/l10n';
import type { ApplyReport } from '../apply/contract.ts';
import type { GuestReport } from '../apply/guestReport.ts';
import { isComplete } from '../apply/guestReport.ts';
import { renderReport } from '../apply/report.ts';
import { harmless } from '../host/harmless.ts';

/** Exit codes of every command that changes something on a host. */
export const exitCodes = { done: 0, failed: 1, usage: 2, incomplete: 3 } as const;

/** What became of one domain on one host. */
export interface Result {
  /** The file, or what else names the domain. */
  readonly subject: string;
  readonly place: string;
  readonly name: string;
  readonly outcome: ApplyReport['outcome'] | 'skipped';
  readonly message: string;
  readonly backup?: ApplyReport['backup'];
  readonly guest?: GuestReport | undefined;
  /** Whether the guest's queues were part of the plan. */
  readonly setsGuest?: boolean;
}

export function isDone({ outcome, guest, setsGuest }: Result): boolean {
  return outcome === 'applied' && (!setsGuest || guest === undefined || isComplete(guest));
}

export function exitCodeOf(results: readonly Result[]): number {
  if (results.some(({ outcome }) => outcome === 'incomplete')) return exitCodes.incomplete;
  return results.every(isDone) ? exitCodes.done : exitCodes.failed;
}

export function printResults(results: readonly Result[], asJson: boolean): void {
  if (asJson) {
    const shown = results.map(({ setsGuest: _, ...result }) => result);
    process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
    return;
  }
  for (const { name, place, message, guest } of results) {
    process.stdout.write(`${harmless(`${name}, ${place}: ${message}`)}\n`);
    if (guest) process.stdout.write(`${harmless(renderReport(guest))}\n`);
  }
  if (results.length > 1) process.stdout.write(`\n${harmless(tableOf(results))}\n`);
}

function tableOf(results: readonly Result[]): string {
  const rows = [
    [l10n.t('domain'), l10n.t('host'), l10n.t('result')],
    ...results.map(({ name, place, outcome }) => [name, place, outcome]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
