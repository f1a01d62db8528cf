import type * as vscode from 'vscode';
import type { Transcript } from '../host/transcribe.ts';

/** Where nothing is to be decided or cancelled that would need a terminal: what is asked of a host goes to the log. */
export function logTranscript(log: vscode.LogOutputChannel): Transcript {
  return {
    command: (line) => log.info(`$ ${line}`),
    output: (text) => log.debug(text),
    note: (text) => log.info(text),
    progress: () => {},
  };
}
