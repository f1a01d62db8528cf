import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { ExecError, type ExecOptions, type ExecResult } from './exec.ts';

/** How long a process may take to clean up after SIGTERM. */
const graceMilliseconds = 2000;
/** How long output is awaited after the exit: a background ssh master keeps the pipes open for ever. */
const drainMilliseconds = 500;

/**
 * Runs a program of this machine without a shell, in a process group of its own so that aborting reaches its
 * children too.
 *
 * @throws ExecError `not-found`, `timeout` or `aborted`; `unreachable` when somebody else has killed it.
 */
export function runProcess(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  options: ExecOptions = {},
): Promise<ExecResult> {
  const [program, ...parameters] = argv;
  if (program === undefined) throw new RangeError('an empty command');
  if (options.signal?.aborted) return Promise.reject(new ExecError('aborted', argv, 'aborted'));
  return new Promise((resolve, reject) => {
    const input = options.stdin === undefined ? undefined : inputFile(options.stdin);
    const child = spawn(program, parameters, {
      detached: process.platform !== 'win32',
      env: environment,
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    });
    if (input !== undefined) closeSync(input);
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    let stopped: 'timeout' | 'aborted' | undefined;
    const stop = (reason: 'timeout' | 'aborted') => {
      stopped ??= reason;
      killGroup(child, 'SIGTERM');
      setTimeout(killGroup, graceMilliseconds, child, 'SIGKILL').unref();
    };
    const abort = () => stop('aborted');
    options.signal?.addEventListener('abort', abort, { once: true });
    const timer = options.timeout === undefined ? undefined : setTimeout(stop, options.timeout, 'timeout');
    const settle = () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    };
    const finish = (code: number | null) => {
      settle();
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (stopped) reject(new ExecError(stopped, argv, `${program}: ${stopped}`));
      else if (code === null) reject(new ExecError('unreachable', argv, killed(program, child.signalCode)));
      else resolve({ code, stdout: stdout(), stderr: stderr() });
    };
    child.once('error', (error) => {
      settle();
      reject(new ExecError('not-found', argv, error.message));
    });
    child.once('close', finish);
    child.once('exit', (code) => setTimeout(finish, drainMilliseconds, code).unref());
  });
}

/**
 * A file that exists only as this descriptor. Node's pipes are sockets, which cannot be opened again as
 * /dev/stdin; a file can.
 */
function inputFile(text: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'virtqueue-'));
  try {
    const file = openSync(join(folder, 'stdin'), 'wx+', 0o600);
    const bytes = Buffer.from(text, 'utf8');
    // Written by position, so that the shared offset stays at the start for the reader.
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at);
    return file;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function killed(program: string, signal: NodeJS.Signals | null): string {
  return l10n.t('{0} was killed before it could answer ({1}).', program, signal ?? '');
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Gone in the meantime: what was wanted.
  }
}
