import type { Transcript } from '../../client/src/host/transcribe.ts';

/** A transcript as the list of what was written. */
export function recorder(): Transcript & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    command: (line) => lines.push(`$ ${line}`),
    output: (text) => text && lines.push(text),
    note: (text) => lines.push(`# ${text}`),
    progress: () => {},
  };
}
