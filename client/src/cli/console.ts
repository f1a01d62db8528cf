import { createInterface } from 'node:readline/promises';
import * as l10n from '@vscode/l10n';
import type { Questions } from '../apply/contract.ts';
import { harmless } from '../host/harmless.ts';
import type { Transcript } from '../host/transcribe.ts';
import { eraseLine } from '../views/ansi.ts';

/** What is done on hosts, on standard error: standard output is for the result. */
export function consoleTranscript(prefix: string): Transcript {
  const line = (text: string) => {
    for (const each of harmless(text).split('\n')) process.stderr.write(`${prefix}${each}\n`);
  };
  let hasProgress = false;
  const clear = () => {
    if (hasProgress) process.stderr.write(eraseLine);
    hasProgress = false;
  };
  const say = (text: string) => {
    clear();
    line(text);
  };
  return {
    command: (text) => say(`$ ${text}`),
    output: (text) => text && say(text),
    note: say,
    progress: (text) => {
      clear();
      if (text === undefined || !process.stderr.isTTY || prefix !== '') return;
      process.stderr.write(harmless(text).slice(0, (process.stderr.columns ?? 80) - 1));
      hasProgress = true;
    },
  };
}

/** Whether somebody is there to answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

export async function ask(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${harmless(question)} `, { signal })).trim().toLowerCase();
  } catch {
    return '';
  } finally {
    terminal.close();
  }
}

/** `force`: the answer of somebody who is not there, given beforehand. */
export function forceOffBy(force: boolean, signal: AbortSignal): Questions['forceOff'] {
  return async (name, reason) => {
    if (force) return 'force';
    if (!canAsk()) return 'cancel';
    const answer = await ask(
      l10n.t(
        '"{0}" does not shut down. {1} [w]ait longer, turn it off by [f]orce, [l]eave it running?',
        name,
        reason,
      ),
      signal,
    );
    return answer.startsWith('f') ? 'force' : answer.startsWith('w') ? 'wait' : 'cancel';
  };
}

/** Ctrl+C and a request to end cancel once; what is under way is brought to one of its two ends before the process goes. */
export function cancelOnSignals(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => cancel.abort());
  return cancel.signal;
}
