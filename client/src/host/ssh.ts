import * as l10n from '@vscode/l10n';
import type { Askpass } from './askpass/askpass.ts';
import { type Exec, ExecError, type ExecOptions, type ExecResult } from './exec.ts';
import { runProcess } from './process.ts';
import { quote, quoteCommand } from './quote.ts';
import { sharingOptions } from './sshSharing.ts';

/** What ssh itself exits with when it, not the command, failed. */
const sshFailed = 255;
const shellFoundNothing = 127;
const connectSeconds = 15;
/** Seconds that a shared connection outlives its last command; longer where a login costs the person something. */
const idleSeconds = { batch: 15, asking: 600 };

/** Runs commands on another machine through the user's own OpenSSH: their config, keys, agent and jump hosts. */
export class SshExec implements Exec {
  readonly destination: string;
  private readonly sshArguments: readonly string[];
  private readonly askpass: Askpass | undefined;
  private readonly idle: number;
  private sharing: Promise<readonly string[]> | undefined;
  private opening: Promise<void> | undefined;
  /** When the shared connection was used last, in milliseconds. */
  private lastUse = 0;

  /**
   * @param destination what `ssh` accepts: a name of ~/.ssh/config, `user@host` or `ssh://user@host:port`
   * @param sshArguments before the destination, such as `['-F', file]`
   * @param askpass who answers for passwords, passphrases and unknown host keys; without it ssh asks nothing and fails
   * @throws RangeError for a destination that ssh could read as an option or that holds control characters
   */
  constructor(destination: string, sshArguments: readonly string[] = [], askpass?: Askpass) {
    if (!isDestination(destination)) {
      throw new RangeError(l10n.t('"{0}" is not a host that ssh can be given.', destination));
    }
    this.destination = destination;
    this.sshArguments = sshArguments;
    this.askpass = askpass;
    this.idle = this.askpass ? idleSeconds.asking : idleSeconds.batch;
  }

  get place(): string {
    return `ssh ${this.destination}`;
  }

  display(argv: readonly string[]): string {
    const command = quoteCommand(argv);
    const needsNoQuotes = command === argv.join(' ');
    return quoteCommand(['ssh', this.destination, ...(needsNoQuotes ? argv : [command])]);
  }

  async run(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    await this.open(argv, options.signal);
    const command = quoteCommand(['env', 'LC_ALL=C', ...argv]);
    // Some sshd give commands a socket as standard input, which cannot be opened as /dev/stdin; a pipe can.
    const result = await this.ssh(argv, options.stdin === undefined ? command : `cat | ${command}`, options);
    if (result.code === shellFoundNothing) throw new ExecError('not-found', argv, result.stderr.trim());
    return result;
  }

  /** A machine that only this one reaches: its ssh goes through the connection that is there already. */
  async beyond(destination: string): Promise<SshExec> {
    this.sharing ??= sharingOptions([...this.sshArguments, '--', this.destination], this.idle);
    const jump = ['ssh', '-T', ...(await this.sharing), ...this.sshArguments];
    const stay = quoteCommand(jump).replaceAll('%', '%%');
    const command = `${stay} -W '[%h]:%p' -- ${quote(this.destination).replaceAll('%', '%%')}`;
    return new SshExec(destination, [...this.sshArguments, '-o', `ProxyCommand=${command}`], this.askpass);
  }

  /** Ends the shared connection; the next command makes another one. */
  async close(): Promise<void> {
    const sharing = (await this.sharing) ?? [];
    if (sharing.length === 0) return;
    const argv = ['ssh', ...sharing, ...this.sshArguments, '-O', 'exit', '--', this.destination];
    await runProcess(argv, process.env);
    this.lastUse = 0;
  }

  /** Logs in by itself first where the person may be asked: commands have a time limit, people do not. */
  private async open(argv: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    this.sharing ??= sharingOptions([...this.sshArguments, '--', this.destination], this.idle);
    if (!this.askpass || (await this.sharing).length === 0) return;
    if (Date.now() - this.lastUse < this.idle * 1000) return;
    this.opening ??= this.ssh(argv, 'true', { signal }).then(() => undefined);
    try {
      await this.opening;
    } finally {
      this.opening = undefined;
    }
  }

  private async ssh(argv: readonly string[], remote: string, options: ExecOptions): Promise<ExecResult> {
    const session = await this.askpass?.session(this.place);
    const signals = [session?.declined, options.signal].filter((signal) => signal !== undefined);
    try {
      const result = await runProcess(
        [
          ...['ssh', '-T', '-o', `ConnectTimeout=${connectSeconds}`],
          ...(session ? [] : ['-o', 'BatchMode=yes']),
          ...((await this.sharing) ?? []),
          ...this.sshArguments,
          ...['--', this.destination, remote],
        ],
        { ...process.env, ...session?.environment },
        { ...options, signal: AbortSignal.any(signals) },
      );
      if (result.code === sshFailed && result.stdout === '') {
        this.lastUse = 0;
        const meaning = explainSshFailure(this.destination, result.stderr.trim(), session !== undefined);
        throw new ExecError('unreachable', argv, meaning);
      }
      this.lastUse = Date.now();
      return result;
    } finally {
      session?.end();
    }
  }
}

export function isDestination(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return text !== '' && !text.startsWith('-') && !/[\s\u0000-\u001f\u007f]/.test(text);
}

function explainSshFailure(destination: string, said: string, couldAsk: boolean): string {
  // It has lost the connection that it shared with others, which it does not mention.
  if (said === '') return l10n.t('The connection to {0} was cut.', destination);
  const meaning = sshFailures.find(([pattern]) => pattern.test(said))?.[1](destination, couldAsk);
  return [meaning, said].filter(Boolean).join('\n');
}

const sshFailures: readonly (readonly [RegExp, (host: string, couldAsk: boolean) => string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    (host) => l10n.t('The key of {0} is not the one ssh knows. Find out why before you connect again.', host),
  ],
  [
    /Host key verification failed/,
    (host, couldAsk) =>
      couldAsk
        ? l10n.t('The key of {0} was not accepted, so nothing was sent there.', host)
        : l10n.t('ssh does not know the key of {0} yet: connect once in a terminal and accept it.', host),
  ],
  [
    /Permission denied/,
    (host, couldAsk) =>
      couldAsk
        ? l10n.t('{0} refused the login: it takes none of your keys, and not what was typed.', host)
        : l10n.t(
            '{0} refused the login. No password can be typed here: load a key into ssh-agent or name one in ~/.ssh/config.',
            host,
          ),
  ],
  [
    /Could not resolve hostname/,
    (host) => l10n.t('There is no host named {0}: check its spelling, ~/.ssh/config and DNS.', host),
  ],
  [
    /Connection refused/,
    (host) => l10n.t('{0} is there but nothing answers on the ssh port: is sshd running?', host),
  ],
  [
    /timed out|No route to host|Network is unreachable/,
    (host) => l10n.t('{0} does not answer: is it on, and is the network between you open?', host),
  ],
];
