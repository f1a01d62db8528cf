import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ensurePackages } from '../../scripts/setup/apt.ts';
import { ansiblePackages } from '../../scripts/setup/packages.ts';
import { cli, run } from '../support/cli.ts';
import { until } from './domain.ts';
import { secret, tinyDomain } from './faults/scenario.ts';
import { killLibvirtd, type PrivateHost, startPrivateHost } from './privateHost.ts';
import { trap } from './trap.ts';

let host: PrivateHost;
let folder: string;
before(async () => {
  host = await startPrivateHost();
  folder = mkdtempSync(join(tmpdir(), 'virtqueue-cli-'));
});
after(() => {
  host.stop();
  rmSync(folder, { recursive: true });
});

/** Without an agent's channel, which nobody would answer. */
function domain(queues = 2) {
  const made = tinyDomain();
  const withQueues = (count: number) => made.xml(count).replace(/ *<channel[\s\S]*?<\/channel>\n/, '');
  const file = join(folder, `${made.name}.xml`);
  writeFileSync(file, withQueues(queues));
  return { ...made, file, withQueues };
}

const quick = ['--shutdown-timeout', '1', '--force-off'];
const hasty = ['--recovery-timeout', '1'];
const there = () => [
  '--host',
  host.alias,
  '--ssh-config',
  host.configFile,
  '--storage',
  join(folder, 'storage'),
];
const virtqueue = (command: string, ...args: string[]) => run([command, ...there(), ...args]);
const virsh = async (...args: string[]) => (await host.virsh(args)).stdout.trim();

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
}

describe('virtqueue on a host', () => {
  const vm = { current: undefined as ReturnType<typeof domain> | undefined };
  const current = () => {
    assert.ok(vm.current);
    return vm.current;
  };

  it('plans, and does nothing', async () => {
    vm.current = domain();
    const { status, stdout } = virtqueue('plan', '--json', current().file);
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout)[0].steps, ['define', 'start']);
    assert.equal(await virsh('list', '--all', '--name'), '');
  });

  it('applies: 0', async () => {
    const { status, stdout, stderr } = virtqueue('apply', '--yes', '--json', ...quick, current().file);
    assert.equal(status, 0, stderr);
    assert.equal(JSON.parse(stdout)[0].outcome, 'applied');
    assert.equal(await virsh('domstate', current().uuid), 'running');
  });

  it('rolls back what does not start: 1', async () => {
    const broken = current()
      .withQueues(4)
      .replace('<type arch', '<kernel>/nowhere/vmlinuz</kernel><type arch');
    writeFileSync(current().file, broken);
    const { status, stdout, stderr } = virtqueue('apply', '--yes', '--json', ...quick, current().file);
    assert.equal(status, 1, stderr);
    assert.equal(JSON.parse(stdout)[0].outcome, 'rolled-back', stdout);
    assert.match(await virsh('dumpxml', current().uuid), /queues='2'/);
  });

  it('restores what was saved', async () => {
    writeFileSync(current().file, current().withQueues(4));
    assert.equal(virtqueue('apply', '--yes', ...quick, current().file).status, 0);
    assert.match(await virsh('dumpxml', current().uuid), /queues='4'/);
    const [newest] = JSON.parse(virtqueue('restore', '--json').stdout);
    assert.equal(newest.name, current().name);
    const { status, stderr } = virtqueue('restore', '--yes', ...quick, newest.id);
    assert.equal(status, 0, stderr);
    assert.match(await virsh('dumpxml', current().uuid), /queues='2'/);
  });

  it('shows a password to nobody, and keeps it where only the user can read', async () => {
    writeFileSync(current().file, current().withQueues(3));
    const shown = [
      virtqueue('plan', current().file),
      virtqueue('plan', '--json', current().file),
      virtqueue('apply', '--yes', '--json', ...quick, current().file),
      virtqueue('restore', '--json'),
    ];
    for (const { stdout, stderr } of shown) assert.ok(!`${stdout}${stderr}`.includes(secret));
    for (const path of filesBelow(join(folder, 'storage'))) {
      const { mode } = statSync(path);
      assert.equal(mode & 0o077, 0, path);
      const isBackup = /-(live|stored)\.xml$/.test(path);
      if (!isBackup && statSync(path).isFile()) assert.ok(!readFileSync(path, 'utf8').includes(secret), path);
    }
  });

  it('goes on after a failure only when told to', async () => {
    const [one, two] = [domain(), domain()];
    writeFileSync(one.file, one.withQueues(2).replace('<type arch', '<kernel>/nowhere</kernel><type arch'));
    const outcomes = (...args: string[]) => {
      const { status, stdout } = virtqueue('apply', '--yes', '--json', ...quick, ...args, one.file, two.file);
      return [status, ...JSON.parse(stdout).map(({ outcome }: { outcome: string }) => outcome)];
    };
    assert.deepEqual(outcomes(), [1, 'rolled-back', 'skipped']);
    assert.deepEqual(outcomes('--keep-going', '--parallel', '2'), [1, 'rolled-back', 'applied']);
  });

  it('enables multi-queue on domains by their names, as the host has them, passwords included', async () => {
    const [one, two] = [domain(1), domain(3)];
    for (const each of [one, two]) {
      await host.virsh(['define', '/dev/stdin'], { stdin: each.withQueues(each === one ? 1 : 3) });
    }
    const change = ['--enable-multi-queue', '--mode', 'define-only', one.name, two.uuid];
    const planned = virtqueue('plan', ...change);
    assert.equal(planned.status, 0, planned.stderr);
    assert.match(planned.stdout, /^\+ devices\/interface\S+\/driver: <driver queues='4'>$/m);
    assert.match(planned.stderr, /^\$ ssh \S+ virsh -c qemu:\/\/\/system dumpxml --inactive/m);
    const applied = virtqueue('apply', '--yes', '--json', ...change);
    assert.equal(applied.status, 0, applied.stderr);
    const outcomes = JSON.parse(applied.stdout).map(({ outcome }: { outcome: string }) => outcome);
    assert.deepEqual(outcomes, ['applied', 'unchanged']);
    assert.ok(![planned, applied].some(({ stdout, stderr }) => `${stdout}${stderr}`.includes(secret)));
    const stored = await virsh('dumpxml', '--security-info', one.uuid);
    assert.match(stored, /queues='4'/);
    assert.ok(stored.includes(secret));
  });

  it('takes three connections at most', async () => {
    const before = host.logins();
    const two = [domain(), domain(), domain(), domain()].map(({ file }) => file);
    assert.equal(virtqueue('apply', '--yes', '--parallel', '4', ...quick, ...two).status, 0);
    assert.ok(host.logins() - before <= 3, `${host.logins() - before}`);
  });
});

describe('a host whose libvirtd goes as the new VM is to start', () => {
  let vm: ReturnType<typeof domain>;
  let id: string;
  const finish = (...args: string[]) => run(['finish', ...there().slice(4), ...args]);
  const queues = async (...args: string[]) =>
    /queues='(\d)'/.exec(await virsh('dumpxml', ...args, vm.uuid))?.[1];
  const left = () => JSON.parse(finish('--json').stdout);

  beforeEach(() => {
    vm = domain(2);
    assert.equal(virtqueue('apply', '--yes', ...quick, vm.file).status, 0);
    writeFileSync(vm.file, vm.withQueues(4));
    trap(host, ['start'], `touch ${host.away}; ${killLibvirtd}`);
    const { status, stdout, stderr } = virtqueue('apply', '--yes', '--json', ...quick, ...hasty, vm.file);
    assert.equal(status, 3, stderr);
    const [{ outcome, message }] = JSON.parse(stdout);
    assert.equal(outcome, 'incomplete');
    assert.match(message, /could not be brought back[\s\S]*resume it or roll it back[\s\S]*By hand: ssh /);
    const [unfinished] = left();
    assert.deepEqual(unfinished.choices, ['resume', 'roll-back']);
    id = unfinished.id;
  });

  it('is rolled back when it is there again: 3 until then, 0 in the end', async () => {
    assert.equal(finish(id, '--roll-back', ...hasty).status, 3);
    assert.deepEqual(left()[0].choices, ['roll-back']);
    await comesBack();
    assert.equal(await virsh('domstate', vm.uuid), 'shut off');

    const { status, stderr } = finish(id, '--roll-back', ...hasty);
    assert.equal(status, 0, stderr);
    assert.equal(await virsh('domstate', vm.uuid), 'running');
    assert.deepEqual([await queues(), await queues('--inactive')], ['2', '2']);
    assert.deepEqual(left(), []);
  });

  it('is resumed when it is there again: 0', async () => {
    await comesBack();
    const { status, stderr } = finish(id, '--resume', ...hasty);
    assert.equal(status, 0, stderr);
    assert.equal(await virsh('domstate', vm.uuid), 'running');
    assert.deepEqual([await queues(), await queues('--inactive')], ['4', '4']);
    assert.deepEqual(left(), []);
  });

  async function comesBack(): Promise<void> {
    rmSync(host.away);
    await until('libvirtd is back', async () => (await host.virsh(['version'])).code === 0);
  }
});

describe('hostile words', () => {
  const trap = `vq-trap-${process.pid}`;
  const words = [
    `$(touch ${trap})`,
    `\`touch ${trap}\``,
    `;touch ${trap};`,
    `'"; touch ${trap} #`,
    `-o ProxyCommand=touch ${trap}`,
  ];
  const nothingRan = () => {
    for (const where of [process.cwd(), homedir(), folder, '/'])
      assert.ok(!existsSync(join(where, trap)), where);
  };

  for (const word of words) {
    it(`${word} as name, file, folder and in the XML`, async () => {
      const made = domain();
      const escaped = word.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
      const home = join(folder, word.replaceAll('/', '_'));
      mkdirSync(home, { recursive: true });
      const file = join(home, `${word}.xml`);
      const title = `<title>${escaped}</title><description>${escaped}</description>`;
      writeFileSync(
        file,
        made.withQueues(2).replace(/<name>.*<\/name>/, () => `<name>${escaped}</name>${title}`),
      );
      const args = [
        'apply',
        ...there().slice(0, 4),
        '--storage',
        join(home, 'storage'),
        '--yes',
        ...quick,
        file,
      ];
      const { status, stderr } = run(args);
      assert.equal(status, 0, stderr);
      assert.ok((await virsh('list', '--name')).split('\n').some((name) => name.trim() === word.trim()));
      // A second time: now there is something to save, to compare and to turn off.
      assert.equal(run(args).status, 0);
      nothingRan();
    });

    it(`${word} as host`, () => {
      const { status } = run(['plan', `--host=${word}`, domain().file]);
      assert.notEqual(status, 0);
      nothingRan();
    });

    it(`${word} as MAC address and device`, () => {
      const escaped = word.replace(/'/g, '&apos;').replace(/"/g, '&quot;');
      for (const place of [/(?<=<mac address=')[^']*/, /(?<=<target dev=')[^']*/]) {
        const made = domain();
        writeFileSync(
          made.file,
          made.withQueues(2).replace(place, () => escaped),
        );
        assert.equal(virtqueue('apply', '--yes', ...quick, made.file).status, 1);
      }
      nothingRan();
    });
  }
});

it('Ansible runs the playbook', async () => {
  await ensurePackages(ansiblePackages);
  const made = domain();
  const out = join(folder, 'fleet');
  const written = virtqueue('ansible', '--out', out, ...quick, made.file);
  assert.equal(written.status, 0, written.stderr);
  const command = JSON.stringify({ virtqueue_command: [process.execPath, cli] });
  const output = execFileSync(
    'ansible-playbook',
    ['-i', join(out, 'inventory.yml'), '-e', command, join(out, 'playbook.yml')],
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', ANSIBLE_LOCALHOST_WARNING: 'false' } },
  );
  assert.match(output, /ok=1 +changed=1 +unreachable=0 +failed=0/);
  assert.equal(await virsh('domstate', made.uuid), 'running');
});
