import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { workOnAll } from '../../client/src/apply/many.ts';
import type { Result } from '../../client/src/apply/several.ts';
import { exitCodeOf } from '../../client/src/cli/results.ts';
import { run, Scratch } from '../support/cli.ts';

const scratch = new Scratch();
after(() => scratch.remove());

const document = scratch.write(
  'vm.xml',
  "<domain type='test'><name>vm-1</name><memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>",
);

describe('wrong usage is 2, and nothing is done', () => {
  const cases: Record<string, readonly string[]> = {
    'no document': ['plan'],
    'no such mode': ['plan', '--mode', 'sometimes', document],
    'a host that ssh would read as an option': ['plan', '--host=-oProxyCommand=touch x', document],
    'nobody to agree': ['apply', document],
    'no such number at a time': ['apply', '--yes', '--parallel', '0', document],
    'a time that is none': ['apply', '--yes', '--shutdown-timeout', 'soon', document],
    'another time that is none': ['apply', '--yes', '--recovery-timeout', 'soon', document],
    'no such backup': ['restore', '--storage', scratch.folder, 'nope'],
    'no such apply': ['finish', '--storage', scratch.folder, 'nope', '--resume'],
    'no guest': ['guest'],
    'channels that are no number': ['guest', '--channels', 'many', 'vm-1'],
    'no such way into guests': ['guest', '--guest-via', 'magic', 'vm-1'],
    'a user that ssh would read as more': ['guest', '--guest-user', 'root@elsewhere', 'vm-1'],
    'a playbook that goes nowhere': ['ansible', document],
    'a name that Ansible would evaluate': [
      'ansible',
      '--out',
      join(scratch.folder, 'x'),
      '--host',
      '{{lookup}}',
      document,
    ],
  };
  for (const [what, args] of Object.entries(cases)) {
    test(what, () => {
      const { status, stdout, stderr } = run(args);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, /^virtqueue: .*\n/);
    });
  }
});

test('each command explains itself', () => {
  for (const command of ['plan', 'apply', 'guest', 'restore', 'finish', 'ansible']) {
    const { status, stdout } = run([command, '--help']);
    assert.equal(status, 0);
    assert.ok(stdout.startsWith(`virtqueue ${command} `));
  }
});

test('nothing was ever applied: nothing to restore or finish', () => {
  for (const command of ['restore', 'finish']) {
    const { status, stdout } = run([command, '--json', '--storage', scratch.folder]);
    assert.deepEqual([status, stdout], [0, '[]\n']);
  }
});

describe('virtqueue ansible', () => {
  const out = join(scratch.folder, 'playbook');
  const made = run([
    'ansible',
    '--out',
    out,
    '--host',
    'kvm1',
    '--host',
    'root@kvm2',
    '--mode',
    'define-only',
    '--guest-user',
    'root',
    document,
  ]);
  const read = (name: string) => JSON.parse(readFileSync(join(out, name), 'utf8'));

  test('has each host with how virtqueue gets there', () => {
    assert.equal(made.status, 0, made.stderr);
    const { hosts } = read('inventory.yml').all.children.hypervisors;
    assert.deepEqual(Object.keys(hosts), ['kvm1', 'root@kvm2']);
    assert.deepEqual(hosts['root@kvm2'], {
      ansible_connection: 'local',
      virtqueue_host: ['--host', 'root@kvm2'],
    });
  });

  test('gives every argument by itself, to no shell', () => {
    const [play] = read('playbook.yml');
    const [task] = play.tasks;
    assert.deepEqual(task.loop, [document]);
    assert.deepEqual(task.vars.virtqueue_arguments, [
      '--mode',
      'define-only',
      '--uri',
      'qemu:///system',
      '--yes',
      '--json',
      '--guest-user',
      'root',
    ]);
    assert.match(task['ansible.builtin.command'].argv, /^\{\{ virtqueue_command \+ \["apply"\]/);
  });
});

describe('many', () => {
  const work = async (jobs: readonly number[], parallel: number, keepGoing: boolean) => {
    let atOnce = 0;
    let most = 0;
    const results = await workOnAll(
      jobs,
      { parallel, keepGoing },
      async (job) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise(setImmediate);
        atOnce -= 1;
        return job;
      },
      (job) => job < 0,
    );
    return { results, most };
  };

  test('one after another, until one fails', async () =>
    assert.deepEqual(await work([1, -2, 3], 1, false), { results: [1, -2, undefined], most: 1 }));

  test('on after a failure', async () =>
    assert.deepEqual(await work([1, -2, 3], 1, true), { results: [1, -2, 3], most: 1 }));

  test('so many at a time and no more', async () =>
    assert.deepEqual(await work([1, 2, 3, 4, 5], 2, false), { results: [1, 2, 3, 4, 5], most: 2 }));
});

test('the worst result decides the exit code', () => {
  const results = (...outcomes: Result['outcome'][]) =>
    outcomes.map((outcome) => ({ subject: '', place: '', name: '', message: '', outcome }));
  assert.equal(exitCodeOf(results('applied', 'applied')), 0);
  assert.equal(exitCodeOf(results('applied', 'rolled-back')), 1);
  assert.equal(exitCodeOf(results('applied', 'refused')), 1);
  assert.equal(exitCodeOf(results('applied', 'skipped')), 1);
  assert.equal(exitCodeOf(results('incomplete', 'failed', 'applied')), 3);
});
