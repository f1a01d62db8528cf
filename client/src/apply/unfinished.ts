import * as l10n from '@vscode/l10n';
import { carryOut } from './carryOut.ts';
import type { ApplyReport, ApplyTools } from './contract.ts';
import { Logbook, type Unfinished } from './journal/logbook.ts';
import type { Storage } from './storage.ts';

/** What may be done about an apply that was left half-way. */
export function choicesFor({ journal }: Unfinished): ('resume' | 'roll-back')[] {
  return journal.goesBack ? ['roll-back'] : ['resume', 'roll-back'];
}

/** Takes an apply that another process, or this one before, has left half-way to its end. Never rejects. */
export async function finish(
  left: Unfinished,
  choice: 'resume' | 'roll-back',
  storage: Storage,
  tools: ApplyTools,
): Promise<ApplyReport> {
  const logbook = await Logbook.takeOver(left);
  if (logbook) return carryOut(logbook, choice, storage, tools);
  const message = l10n.t('"{0}" is being finished by another window or process.', left.journal.job.name);
  return { outcome: 'refused', message, backup: undefined };
}
