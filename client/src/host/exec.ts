/**
 * The one way to reach a host. A command is an argv array, never a shell string; whoever has to go through a
 * shell (ssh) quotes in `quote.ts`.
 */
export interface Exec {
  /** How a person would name the place, for messages: "this machine", "ssh kvm1". */
  readonly place: string;
  /** The command line a person would type to get the same; only for showing. */
  display(argv: readonly string[]): string;
  /**
   * Runs the command to its end. A non-zero exit is a result, not an exception. Rejects only with `ExecError`
   * (could not be started, timed out, aborted).
   */
  run(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
}

export interface ExecOptions {
  /** Written to the command's standard input, which a program may also open as /dev/stdin. */
  readonly stdin?: string;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the command is killed. */
  readonly timeout?: number;
  /** What a transcript shows instead of the output: for secrets, base64, whole documents. */
  readonly shown?: (result: ExecResult) => string;
}

export interface ExecResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type ExecFailure = 'not-found' | 'unreachable' | 'timeout' | 'aborted';

export class ExecError extends Error {
  readonly failure: ExecFailure;
  readonly argv: readonly string[];
  constructor(failure: ExecFailure, argv: readonly string[], detail: string) {
    super(detail);
    this.failure = failure;
    this.argv = argv;
  }
}
