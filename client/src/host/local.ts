import * as l10n from '@vscode/l10n';
import type { Exec, ExecOptions, ExecResult } from './exec.ts';
import { runProcess } from './process.ts';
import { quoteCommand } from './quote.ts';

/** Runs commands on this machine, without a shell. */
export class LocalExec implements Exec {
  get place(): string {
    return l10n.t('this machine');
  }

  display(argv: readonly string[]): string {
    return quoteCommand(argv);
  }

  run(argv: readonly string[], options?: ExecOptions): Promise<ExecResult> {
    return runProcess(argv, { ...process.env, LC_ALL: 'C' }, options);
  }
}
