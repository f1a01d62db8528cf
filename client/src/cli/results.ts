import { renderReport } from '../apply/report.ts';
import { resultTable } from '../apply/resultTable.ts';
import { isDone, type Result } from '../apply/several.ts';
import { aligned } from '../apply/table.ts';
import { harmless } from '../host/harmless.ts';

/** Exit codes of every command that changes something on a host. */
export const exitCodes = { done: 0, failed: 1, usage: 2, incomplete: 3 } as const;

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
  if (results.length > 1) process.stdout.write(`\n${harmless(aligned(resultTable(results)))}\n`);
}
