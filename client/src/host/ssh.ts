import * as l10n from '@vscode/l10n';
import { type Exec, ExecError, type ExecOptions, type ExecResult } from './exec.ts';
import { runProcess } from './process.ts';
import { quoteCommand } from './quote.ts';
import { sharingOptions } from './sshSharing.ts';

/** What ssh itself exits with when it, not the command, failed. */
const sshFailed = 255;
const shellFoundNothing = 127;
const connectSeconds = 15;
const ssh = ['ssh', '-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${connectSeconds}`];

/** Runs commands on another machine through the user's own OpenSSH: their config, keys, agent and jump hosts. */
export class SshExec implements Exec {
  readonly destination: string;
  private readonly sshOptions: readonly string[];
  private sharing: Promise<readonly string[]> | undefined;

  /**
   * @param destination what `ssh` accepts: a name of ~/.ssh/config, `user@host` or `ssh://user@host:port`
   * @param sshOptions arguments before the destination, such as `['-F', file]`
   * @throws RangeError for a destination that ssh could read as an option or that holds control characters
   */
  constructor(destination: string, sshOptions: readonly string[] = []) {
    if (!isDestination(destination)) {
      throw new RangeError(l10n.t('"{0}" is not a host that ssh can be given.', destination));
    }
    this.destination = destination;
    this.sshOptions = sshOptions;
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
    const command = quoteCommand(['env', 'LC_ALL=C', ...argv]);
    // Some sshd give commands a socket as standard input, which cannot be opened as /dev/stdin; a pipe can.
    const remote = options.stdin === undefined ? command : `cat | ${command}`;
    this.sharing ??= sharingOptions([...this.sshOptions, '--', this.destination]);
    const result = await runProcess(
      [...ssh, ...(await this.sharing), ...this.sshOptions, '--', this.destination, remote],
      process.env,
      options,
    );
    if (result.code === sshFailed && result.stdout === '') {
      throw new ExecError('unreachable', argv, explainSshFailure(this.destination, result.stderr.trim()));
    }
    if (result.code === shellFoundNothing) throw new ExecError('not-found', argv, result.stderr.trim());
    return result;
  }
}

export function isDestination(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return text !== '' && !text.startsWith('-') && !/[\s\u0000-\u001f\u007f]/.test(text);
}

function explainSshFailure(destination: string, said: string): string {
  const meaning = sshFailures.find(([pattern]) => pattern.test(said))?.[1](destination);
  return [meaning, said].filter(Boolean).join('\n');
}

const sshFailures: readonly (readonly [RegExp, (host: string) => string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    (host) => l10n.t('The key of {0} is not the one ssh knows. Find out why before you connect again.', host),
  ],
  [
    /Host key verification failed/,
    (host) => l10n.t('ssh does not know the key of {0} yet: connect once in a terminal and accept it.', host),
  ],
  [
    /Permission denied/,
    (host) =>
      l10n.t(
        '{0} refused the login. Virtqueue cannot type a password: load a key into ssh-agent or name one in ~/.ssh/config.',
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
