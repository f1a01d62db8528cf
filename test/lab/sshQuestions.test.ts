import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Askpass } from '../../client/src/host/askpass/askpass.ts';
import type { SshQuestion } from '../../client/src/host/askpass/protocol.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { transcribed } from '../../client/src/host/transcribe.ts';
import { isAlive } from '../../scripts/setup/lock.ts';
import { root } from '../../scripts/setup/root.ts';
import { recorder } from '../host/recorder.ts';
import { oneTimeCode } from './oneTimeCode.ts';
import { type Sshd, startSshd } from './sshd.ts';

const helper = join(root, 'client', 'src', 'host', 'askpass', 'helper.ts');
const user = `vqtest${process.pid}`;
const secret = 's3cret \'with\' "quotes" $(id) \\ 密码';

type Person = (question: SshQuestion) => string | undefined;
type Answers = Partial<Record<SshQuestion['kind'], string>>;

let sshd: Sshd;
let host: SshExec;
let askpass: Askpass;
/** What the person was asked. */
let asked: SshQuestion[];

/** Makes `host` one whose questions go to a person that takes so long for each. */
function meet(answers: Answers | Person, milliseconds = 0): void {
  asked = [];
  const person: Person = typeof answers === 'function' ? answers : ({ kind }) => answers[kind];
  askpass = new Askpass(async (question) => {
    asked.push(question);
    await sleep(milliseconds);
    return person(question);
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
    assert.deepEqual(
      asked.map(({ again }) => again),
      [false, true, true],
    );
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
  before(async () => {
    addUser();
    sshd = await startSshd({
      asks: true,
      user,
      passphrase: 'a key that is not for this user',
      passwords: true,
    });
  });
  after(() => {
    sshd.stop();
    removeUser();
  });

  it('gets it from the person, and nobody else sees it', async () => {
    meet({ 'host-key': 'yes', secret });
    const seen = await everythingAfterLogin();
    assert.match(seen, new RegExp(`^${user}$`, 'm'));
    assert.ok(!seen.includes('s3cret'), 'the password is in an environment or a command line');
    assert.ok(asked.some(({ text }) => /password:/.test(text)));
  });

  it('is asked no more once the person does not want to answer', async () => {
    meet({});
    await assert.rejects(host.run(['true']), { failure: 'aborted' });
    assert.equal(asked.length, 1);
  });
});

describe('a host that takes a password and a one-time code', () => {
  const codesOf = randomBytes(20);
  let later = 0;
  /** Another one each time, since each serves once. */
  const nextCode = () => oneTimeCode(codesOf, later++);

  before(async () => {
    addUser();
    sshd = await startSshd({ asks: true, user, codesOf });
  });
  after(() => {
    sshd.stop();
    removeUser();
  });

  /** Types the password where that is asked for, and else the next of `codes`. */
  function meetWithCodes(...codes: string[]): void {
    meet(({ kind, text }) => {
      if (kind === 'host-key') return 'yes';
      return isForPassword(text) ? secret : codes.shift();
    });
  }

  it('gets both from the person, once for all commands, and nobody else sees them', async () => {
    const code = nextCode();
    meetWithCodes(code);
    const seen = await everythingAfterLogin();
    assert.match(seen, new RegExp(`^${user}$`, 'm'));
    assert.ok(!seen.includes('s3cret'), 'the password is seen');
    assert.ok(!seen.includes(code), 'the code is seen');
    for (const word of ['two', 'three']) assert.equal((await host.run(['echo', word])).stdout, `${word}\n`);
    assert.deepEqual(kinds(), ['host-key', 'secret', 'secret']);
    assert.match(asked[1]?.text ?? '', /Password:$/);
    assert.match(asked[2]?.text ?? '', new RegExp(`One-time password \\(OATH\\) for .${user}.:$`));
  });

  it('asks for both again after a wrong code, and says that it asks again', async () => {
    meetWithCodes('00000000', nextCode());
    assert.equal((await host.run(['echo', 'here'])).stdout, 'here\n');
    assert.deepEqual(
      asked.map(({ text, again }) => [isForPassword(text) ? 'password' : 'code', again]),
      [
        ['password', false],
        ['code', false],
        ['password', true],
        ['code', true],
      ],
    );
  });

  it('refuses a code that has served, and in the end says so', async () => {
    const code = nextCode();
    meetWithCodes(code);
    await host.run(['true']);
    await host.close();
    meetWithCodes(code, code, code);
    await assert.rejects(host.run(['true']), /vq-lab-host refused the login: .* not what was typed/);
    assert.equal(asked.length, 6);
  });

  it('is asked no more once the person has no code', async () => {
    meetWithCodes();
    await assert.rejects(host.run(['true']), { failure: 'aborted' });
    assert.equal(asked.length, 2);
  });

  function isForPassword(text: string): boolean {
    return /Password:$/.test(text);
  }
});

function addUser(): void {
  removeLeftUsers();
  execFileSync('useradd', ['--no-create-home', '--shell', '/bin/sh', user]);
  execFileSync('chpasswd', { input: `${user}:${secret}\n` });
}

function removeUser(): void {
  execFileSync('userdel', [user]);
}

/** Of runs that were ended before they could do so. */
function removeLeftUsers(): void {
  for (const [, name = '', pid] of readFileSync('/etc/passwd', 'utf8').matchAll(/^(vqtest(\d+)):/gm))
    if (!isAlive(Number(pid))) execFileSync('userdel', [name]);
}

/** What is seen on both sides once somebody has logged in: in the terminal, by processes, and in our files. */
async function everythingAfterLogin(): Promise<string> {
  const transcript = recorder();
  const look = 'id -un; env; cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "';
  const { stdout, stderr } = await transcribed(host, transcript).run(['sh', '-c', look]);
  const { environment, end } = await askpass.session('the test');
  end();
  const ours = [dirname(environment.SSH_ASKPASS ?? ''), dirname(sshd.configFile)].flatMap(filesIn);
  return [stdout, stderr, ...transcript.lines, everyCommandLine(), ...ours].join('\n');
}

/** But the one in which the server's PAM remembers what has served. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'oath-users')
    .map(({ name }) => readFileSync(join(folder, name), 'latin1'));
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
