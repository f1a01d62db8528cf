import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A host reached as `ssh -F configFile alias`. */
export interface SshHost {
  readonly alias: string;
  readonly configFile: string;
}

export interface SshHostOptions {
  readonly user: string;
  /** Of the user's key; none by default. */
  readonly passphrase?: string;
  /** Whether ssh has to ask the person: for that passphrase, a password, whether to trust the server's key. */
  readonly asks?: boolean;
}

/**
 * Makes the keys of an ssh server on a port of the loopback interface, of the one user who may log in, and a client
 * configuration that reads nothing of anybody's `~/.ssh`: `host`, `user`, `authorized_keys`, `known_hosts`, `config`.
 */
export function makeSshHost(folder: string, alias: string, port: number, options: SshHostOptions): SshHost {
  const file = (name: string) => join(folder, name);
  const { user, passphrase = '', asks = false } = options;
  for (const [key, secret] of [
    ['host', ''],
    ['user', passphrase],
  ] as const) {
    execFileSync('ssh-keygen', [
      '-q',
      '-t',
      'ed25519',
      '-N',
      secret,
      '-C',
      'virtqueue-test',
      '-f',
      file(key),
    ]);
  }
  copyFileSync(file('user.pub'), file('authorized_keys'));
  const known = asks ? '' : `[127.0.0.1]:${port} ${readFileSync(file('host.pub'), 'utf8')}`;
  writeFileSync(file('known_hosts'), known);
  writeFileSync(
    file('config'),
    `
Host ${alias}
  HostName 127.0.0.1
  Port ${port}
  User ${user}
  IdentityFile ${file('user')}
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile ${file('known_hosts')}
  StrictHostKeyChecking ${asks ? 'ask' : 'yes'}
  BatchMode ${asks ? 'no' : 'yes'}
`,
  );
  return { alias, configFile: file('config') };
}
