import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ExecError } from '../../client/src/host/exec.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { applyTo } from './applyRun.ts';
import { type Sshd, startSshd } from './sshd.ts';

const document = "<domain type='qemu'><name>vq-nobody</name><memory>1</memory></domain>";

let sshd: Sshd;
before(async () => {
  sshd = await startSshd();
});
after(() => sshd.stop());

/** The lab's host, with options that go before those of its configuration. */
function host(...options: string[]): SshExec {
  return new SshExec(sshd.alias, [...options, '-F', sshd.configFile]);
}

describe('a command over ssh', () => {
  it('gets its arguments exactly', async () => {
    const words = ['$(id)', "it's", '"', 'a\\b', '; exit 1', 'two\nlines', '', '-n', '*', '虚拟机'];
    const { stdout } = await host().run(['printf', '%s\\0', ...words]);
    assert.deepEqual(stdout.split('\0').slice(0, -1), words);
  });

  it('can open its standard input as a file', async () => {
    const { stdout } = await host().run(['sed', 's/a/b/', '/dev/stdin'], { stdin: '<a/>é\n' });
    assert.equal(stdout, '<b/>é\n');
  });

  it('speaks no other language than C', async () => {
    const { stdout } = await host().run(['printenv', 'LC_ALL']);
    assert.equal(stdout, 'C\n');
  });

  it('gives its own exit code and errors', async () => {
    const { code, stderr } = await host().run(['sh', '-c', 'echo no >&2; exit 3']);
    assert.deepEqual([code, stderr], [3, 'no\n']);
  });

  it('is given up when it takes too long', () =>
    assert.rejects(host().run(['sleep', '60'], { timeout: 1000 }), { failure: 'timeout' }));
});

describe('a host that cannot be used over ssh', () => {
  it('does not have the program', async () => {
    const error = await host()
      .run(['vq-no-such-program'])
      .catch((reason: unknown) => reason);
    assert.ok(error instanceof ExecError);
    assert.equal(error.failure, 'not-found');
    assert.match(error.message, /vq-no-such-program/);
  });

  const refusals: Record<string, { options: string[]; meaning: RegExp; said: RegExp }> = {
    'has a key that nobody has accepted yet': {
      options: ['-o', 'UserKnownHostsFile=/dev/null'],
      meaning: /^ssh does not know the key of vq-lab-host yet/,
      said: /Host key verification failed/,
    },
    'does not let us in': {
      options: ['-o', 'PubkeyAuthentication=no'],
      meaning: /^vq-lab-host refused the login/,
      said: /Permission denied/,
    },
    'has nothing listening': {
      options: ['-p', '1'],
      meaning: /^vq-lab-host is there but nothing answers on the ssh port/,
      said: /Connection refused/,
    },
  };
  for (const [what, { options, meaning, said }] of Object.entries(refusals)) {
    it(`${what}: Apply says what that means, and what ssh said`, async () => {
      const { report } = await applyTo(host(...options), document);
      assert.equal(report.outcome, 'failed');
      assert.match(report.message, meaning);
      assert.match(report.message, said);
    });
  }
});
