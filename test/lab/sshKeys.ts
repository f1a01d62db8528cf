import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A host reached as `ssh -F configFile alias`. */
export interface SshHost {
  readonly alias: string;
  readonly configFile: string;
}

/**
 * Makes the keys of an ssh server on a port of the loopback interface, of the one user who may log in, and a client
 * configuration that reads nothing of anybody's `~/.ssh`: `host`, `user`, `authorized_keys`, `known_hosts`, `config`.
 */
export function makeSshHost(folder: string, alias: string, port: number, user: string): SshHost {
  const file = (name: string) => join(folder, name);
  for (const key of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'virtqueue-test', '-f', file(key)]);
  }
  copyFileSync(file('user.pub'), file('authorized_keys'));
  writeFileSync(file('known_hosts'), `[127.0.0.1]:${port} ${readFileSync(file('host.pub'), 'utf8')}`);
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
  StrictHostKeyChecking yes
  BatchMode yes
`,
  );
  return { alias, configFile: file('config') };
}
