import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Askpass } from '../../client/src/host/askpass/askpass.ts';
import type { SshQuestion } from '../../client/src/host/askpass/protocol.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { isAlive } from '../../scripts/setup/lock.ts';
import { root } from '../../scripts/setup/root.ts';
import { type Sshd, startSshd } from './sshd.ts';

const helper = join(root, 'client', 'src', 'host', 'askpass', 'helper.ts');
const secret = 's3cret \'with\' "quotes" $(id) \\ 密码';

type Answers = Partial<Record<SshQuestion['kind'], string>>;

let sshd: Sshd;
let host: SshExec;
let askpass: Askpass;
/** What the person was asked. */
let asked: SshQuestion[];

/** Makes `host` one whose questions go to a person that takes so long for each. */
function meet(answers: Answers, milliseconds = 0): void {
  asked = [];
  askpass = new Askpass(async (question) => {
    asked.push(question);
    await sleep(milliseconds);
    return answers[question.kind];
  }, helper);
  host = new SshExec(sshd.alias, ['-F', sshd.configFile], askpass);
}

function kinds(): string[] {
  return asked.map(({ kind }) => kind);
}

afterEach(async () => {
  await host.close();
  await askpass.dispose();
});

describe('a host whose key is new, and a key with a passphrase', () => {
  before(async () => {
    sshd = await startSshd({ asks: true, passphrase: secret });
  });
  after(() => sshd.stop());

  it('refuses when the person does not trust the key, and does not ask again', async () => {
    meet({});
    await assert.rejects(host.run(['true']), { failure: 'aborted' });
    assert.deepEqual(kinds(), ['host-key']);
    assert.match(asked[0]?.text ?? '', /fingerprint is SHA256:/);
    assert.equal(asked[0]?.place, 'ssh vq-lab-host');
  });

  it('asks both once, and then shares the connection', async () => {
    meet({ 'host-key': 'yes', secret });
    for (const word of ['one', 'two', 'three'])
      assert.equal((await host.run(['echo', word])).stdout, `${word}\n`);
    assert.deepEqual(kinds(), ['host-key', 'secret']);
    assert.match(asked[1]?.text ?? '', /passphrase for key/);
  });

  it('asks again for a passphrase that is wrong, and in the end says so', async () => {
    meet({ secret: 'wrong' });
    await assert.rejects(host.run(['true']), /vq-lab-host refused the login: it takes none of your keys/);
    assert.deepEqual(new Set(kinds()), new Set(['secret']));
  });

  it('is not asked for twice when commands come at once', async () => {
    meet({ secret });
    const answers = await Promise.all(['one', 'two', 'three'].map((word) => host.run(['echo', word])));
    assert.deepEqual(
      answers.map(({ stdout }) => stdout),
      ['one\n', 'two\n', 'three\n'],
    );
    assert.deepEqual(kinds(), ['secret']);
  });

  it('waits for the person longer than a command may take', async () => {
    meet({ secret }, 3000);
    assert.equal((await host.run(['echo', 'here'], { timeout: 2500 })).stdout, 'here\n');
  });
});

describe('a host that takes a password', () => {
  const user = `vqtest${process.pid}`;

  before(async () => {
    removeLeftUsers();
    execFileSync('useradd', ['--no-create-home', '--shell', '/bin/sh', user]);
    execFileSync('chpasswd', { input: `${user}:${secret}\n` });
    sshd = await startSshd({
      asks: true,
      user,
      passphrase: 'a key that is not for this user',
      passwords: true,
    });
  });
  after(() => {
    sshd.stop();
    execFileSync('userdel', [user]);
  });

  it('gets it from the person, and nobody else sees it', async () => {
    meet({ 'host-key': 'yes', secret });
    const answer = await host.run([
      'sh',
      '-c',
      'id -un; env; cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "',
    ]);
    const seen = answer.stdout + answer.stderr + everyCommandLine();
    assert.match(answer.stdout, new RegExp(`^${user}\n`));
    assert.ok(!seen.includes('s3cret'), 'the password is in an environment or a command line');
    assert.ok(asked.some(({ text }) => /password:/.test(text)));
  });

  it('is asked no more once the person does not want to answer', async () => {
    meet({});
    await assert.rejects(host.run(['true']), { failure: 'aborted' });
    assert.equal(asked.length, 1);
  });
});

/** Of runs that were ended before they could do so. */
function removeLeftUsers(): void {
  for (const [, name = '', pid] of readFileSync('/etc/passwd', 'utf8').matchAll(/^(vqtest(\d+)):/gm))
    if (!isAlive(Number(pid))) execFileSync('userdel', [name]);
}

/** And every environment. */
function everyCommandLine(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'latin1') + readFileSync(`/proc/${pid}/environ`, 'latin1')
        );
      } catch {
        return '';
      }
    })
    .join('\n');
}
