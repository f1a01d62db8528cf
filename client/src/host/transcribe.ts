import type { Exec, ExecResult } from './exec.ts';

/** What a person watching sees, in order. Text is as the host gave it: whoever renders it makes it safe. */
export interface Transcript {
  /** A command line as a person would type it. */
  command(line: string): void;
  /** What a command printed. */
  output(text: string): void;
  /** A word of ours between the commands. */
  note(text: string): void;
  /** The one line that changes while something is awaited; undefined takes it away. */
  progress(text: string | undefined): void;
}

/** Transcripts of several conversations in one: where another takes the word, its title comes first. */
export function interleaved(all: Transcript): (title: string) => Transcript {
  let speaker: string | undefined;
  return (title) => {
    const speak = () => {
      if (speaker !== title) all.note(`\n── ${title} ──`);
      speaker = title;
      return all;
    };
    return {
      command: (line) => speak().command(line),
      output: (text) => text && speak().output(text),
      note: (text) => speak().note(text),
      progress: (text) => all.progress(text && `${title}: ${text}`),
    };
  };
}

/**
 * An Exec that writes all it does into a transcript. A command repeated in a row, as polling does, appears once,
 * its output again only when it changes.
 */
export function transcribed(exec: Exec, transcript: Transcript): Exec {
  let last = { line: '', output: '' };
  return {
    place: exec.place,
    display: (argv) => exec.display(argv),
    async run(argv, options) {
      const line = exec.display(argv) + (options?.stdin === undefined ? '' : ' < …');
      if (line !== last.line) {
        transcript.command(line);
        last = { line, output: '' };
      }
      const result = await exec.run(argv, options);
      const output = (options?.shown ?? printed)(result);
      if (output !== last.output) transcript.output(output);
      last = { line, output };
      return result;
    },
  };
}

function printed(result: ExecResult): string {
  return [result.stdout, result.stderr]
    .map((text) => text.trim())
    .filter(Boolean)
    .join('\n');
}
