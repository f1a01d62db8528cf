import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { ExecError } from '../../client/src/host/exec.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { freePort } from '../../scripts/setup/ports.ts';

/** No configuration of the machine's user takes part. */
const bare = ['-F', 'none'];

describe('ssh destinations', () => {
  for (const destination of [
    '',
    '-oProxyCommand=touch /tmp/x',
    'two words',
    'a\nb',
    'a\tb',
    'a\0b',
    '\x1b[2J',
  ]) {
    test(`${JSON.stringify(destination)} is refused`, () =>
      assert.throws(() => new SshExec(destination), RangeError));
  }

  for (const destination of ['kvm1', 'root@kvm1', 'ssh://root@[::1]:2222', 'kvm-1.example.org']) {
    test(`${destination} is taken`, () => assert.equal(new SshExec(destination).place, `ssh ${destination}`));
  }
});

describe('what is shown of a command', () => {
  const kvm1 = new SshExec('kvm1');

  test('reads as a person would type it', () =>
    assert.equal(
      kvm1.display(['virsh', '-c', 'qemu:///system', 'dominfo', 'vm-1']),
      'ssh kvm1 virsh -c qemu:///system dominfo vm-1',
    ));

  test('can be pasted into a terminal, whatever is in it', () => {
    const words = ["it's", '$(id)', 'a b', '{"execute":"guest-ping"}'];
    // What ssh does with its words: join them by spaces and hand them to the shell of the other side.
    const ssh = 'ssh() { shift; sh -c "$*"; };';
    const command = kvm1.display(['printf', '%s|', ...words]);
    assert.equal(execFileSync('sh', ['-c', ssh + command], { encoding: 'utf8' }), `${words.join('|')}|`);
  });
});

describe('a host that cannot be reached', () => {
  async function failure(destination: string, options: readonly string[]): Promise<ExecError> {
    const error = await new SshExec(destination, options).run(['true']).catch((reason: unknown) => reason);
    assert.ok(error instanceof ExecError);
    assert.equal(error.failure, 'unreachable');
    return error;
  }

  test('nothing listens: says so, and what ssh said', async () => {
    const { message } = await failure('127.0.0.1', [...bare, '-p', String(await freePort())]);
    assert.match(message, /^127\.0\.0\.1 is there but nothing answers on the ssh port/);
    assert.match(message, /Connection refused/);
  });

  test('no such name', async () => {
    const { message } = await failure('no-such-host.invalid', bare);
    assert.match(message, /^There is no host named no-such-host\.invalid/);
  });

  test('something listens that is not ssh', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.0 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      const { message } = await failure('127.0.0.1', [...bare, '-p', String(port)]);
      assert.notEqual(message, '');
    } finally {
      server.close();
    }
  });
});
