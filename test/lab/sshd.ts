import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/setup/ports.ts';
import { until } from './domain.ts';
import { oathUsers, passwordAndCode } from './oneTimeCode.ts';
import { makeSshHost, type SshHost, type SshHostOptions } from './sshKeys.ts';

/** An ssh server of one test run: this machine, reached as a host named `alias` with `ssh -F configFile`. */
export interface Sshd extends SshHost {
  /** A folder whose programs are found there before those of the machine. */
  readonly programs: string;
  /** How often somebody has logged in so far. */
  logins(): number;
  stop(): void;
}

export interface AskingOptions {
  readonly passwords?: boolean;
  /** Asks for the password and then a one-time code of this secret, by PAM, and takes nothing else. */
  readonly codesOf?: Buffer;
}

/**
 * Host and user keys are made for this server and thrown away with it; nobody's `~/.ssh` is read, nor what starts with
 * their shell: that takes its time, and may not survive being killed.
 *
 * @param enter the command that runs the server elsewhere, such as in another namespace
 */
export async function startSshd(
  options: Partial<SshHostOptions> & AskingOptions = {},
  enter: readonly string[] = [],
): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'virtqueue-sshd-'));
  const port = await freePort();
  const file = (name: string) => join(folder, name);
  const user = options.user ?? userInfo().username;
  const host = makeSshHost(folder, 'vq-lab-host', port, { ...options, user });
  writeFileSync(file('sshd_config'), serverConfig(port, file, options));
  const programs = file('programs');
  mkdirSync(programs);
  mkdirSync('/run/sshd', { recursive: true });

  const pam = options.codesOf ? askingForCodes(file, user, options.codesOf) : [];
  const start = ['/usr/sbin/sshd', '-D', '-e', '-f', file('sshd_config')];
  const [program = '', ...parameters] = [...enter, ...pam, ...start];
  const server = spawn(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  let messages = '';
  server.stderr.on('data', (chunk: Buffer) => {
    messages += chunk.toString();
  });
  const sshd: Sshd = {
    ...host,
    programs,
    logins: () => messages.split('Accepted ').length - 1,
    stop: () => {
      server.kill();
      // Connections that outlive the server hold its end open; nobody reads it any more.
      server.stderr.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await until('sshd answers', async () => {
    if (server.exitCode !== null) {
      throw new Error(`sshd does not start: ${messages}`);
    }
    return messages.includes('Server listening');
  });
  return sshd;
}

/** What sshd gives to root where it is not told otherwise. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function serverConfig(
  port: number,
  file: (name: string) => string,
  { passwords, codesOf }: AskingOptions,
): string {
  const yesIf = (condition: unknown) => (condition ? 'yes' : 'no');
  return `
ListenAddress 127.0.0.1
Port ${port}
SetEnv HOME=${file('')} PATH=${file('programs')}:${path}
HostKey ${file('host')}
AuthorizedKeysFile ${file('authorized_keys')}
PidFile none
UsePAM ${yesIf(codesOf)}
StrictModes no
PermitRootLogin prohibit-password
PubkeyAuthentication ${yesIf(!codesOf)}
PasswordAuthentication ${yesIf(passwords)}
KbdInteractiveAuthentication ${yesIf(codesOf)}
`;
}

/** What goes before a server to which this machine's PAM is one that asks for codes: it has mounts of its own. */
function askingForCodes(file: (name: string) => string, user: string, secret: Buffer): string[] {
  writeFileSync(file('oath-users'), oathUsers(user, secret), { mode: 0o600 });
  writeFileSync(file('pam'), passwordAndCode(file('oath-users')));
  const enter = 'mount --bind "$1" /etc/pam.d/sshd && shift && exec "$@"';
  return ['unshare', '--mount', 'sh', '-c', enter, 'sh', file('pam')];
}
