import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { freePort } from '../../scripts/setup/ports.ts';
import { startSshd } from './sshd.ts';
import { run } from './virsh.ts';

it('the test host runs commands over ssh, with standard input as a file, until it is stopped', async () => {
  const sshd = await startSshd();
  const port = Number(/Port (\d+)/.exec(readFileSync(sshd.configFile, 'utf8'))?.[1]);
  const ssh = (...command: string[]) =>
    run(['ssh', '-F', sshd.configFile, sshd.alias, ...command], 'from here');
  try {
    assert.deepEqual(await ssh('cat | cat /dev/stdin'), { code: 0, stdout: 'from here', stderr: '' });
    assert.equal((await ssh('exit 3')).code, 3);
  } finally {
    sshd.stop();
  }
  assert.equal(await freePort(port), port);
  assert.equal(existsSync(sshd.configFile), false);
});
