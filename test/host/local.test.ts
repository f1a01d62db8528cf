import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExecError } from '../../client/src/host/exec.ts';
import { LocalExec } from '../../client/src/host/local.ts';

const local = new LocalExec();

function failsWith(failure: ExecError['failure']) {
  return (error: unknown) => error instanceof ExecError && error.failure === failure;
}

describe('running on this machine', () => {
  test('gives exit code, output and errors', async () =>
    assert.deepEqual(await local.run(['sh', '-c', 'echo out; echo err >&2; exit 3']), {
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    }));

  test('passes arguments exactly, without a shell', async () => {
    const { stdout } = await local.run(['printf', '%s|', '$(id)', 'a b', "'"]);
    assert.equal(stdout, "$(id)|a b|'|");
  });

  test('speaks no other language than C', async () => {
    const { stdout } = await local.run(['sh', '-c', 'echo $LC_ALL']);
    assert.equal(stdout, 'C\n');
  });

  test('standard input can be opened as a file, twice', async () => {
    const argv = ['sh', '-c', 'cat /dev/stdin /dev/stdin'];
    const { stdout } = await local.run(argv, { stdin: '<domain/>é' });
    assert.equal(stdout, '<domain/>é<domain/>é');
  });

  test('standard input leaves no file behind', async () => {
    const argv = ['sh', '-c', 'readlink /proc/self/fd/0; stat -L -c %a /proc/self/fd/0'];
    const { stdout } = await local.run(argv, { stdin: 'secret' });
    assert.match(stdout, /\(deleted\)\n600\n$/);
  });

  test('a large input and output pass whole', async () => {
    const text = 'x'.repeat(5_000_000);
    const { stdout } = await local.run(['cat', '/dev/stdin'], { stdin: text });
    assert.equal(stdout.length, text.length);
  });

  test('a missing program', () => assert.rejects(local.run(['/nonexistent/virsh']), failsWith('not-found')));

  test('a program that somebody kills has not answered', () =>
    assert.rejects(local.run(['sh', '-c', 'echo half; kill -9 $$']), failsWith('unreachable')));

  test('a program that may not be run', () =>
    assert.rejects(local.run(['/etc/passwd']), failsWith('not-found')));

  test('a command that takes too long', () =>
    assert.rejects(local.run(['sleep', '60'], { timeout: 50 }), failsWith('timeout')));

  test('aborting before the start', () =>
    assert.rejects(local.run(['true'], { signal: AbortSignal.abort() }), failsWith('aborted')));

  test('aborting ends the children too', async () => {
    const controller = new AbortController();
    const { stdout } = await local.run(['mktemp']);
    const file = stdout.trim();
    // The shell's child would remove the file; it must not live long enough to.
    const running = local.run(['sh', '-c', '(sleep 1; rm "$1") & wait', 'sh', file], {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 100);
    await assert.rejects(running, failsWith('aborted'));
    await local.run(['sleep', '1.5']);
    assert.equal((await local.run(['rm', file])).code, 0);
  });

  test('a daemon left behind does not hold the result up', async () => {
    const { stdout } = await local.run(['sh', '-c', 'sleep 5 & echo done'], { timeout: 4000 });
    assert.equal(stdout, 'done\n');
  });
});
