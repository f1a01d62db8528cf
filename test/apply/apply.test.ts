import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { apply } from '../../client/src/apply/apply.ts';
import type { ApplyReport, ApplyTools, Questions } from '../../client/src/apply/contract.ts';
import type { Mode } from '../../client/src/apply/mode.ts';
import type { Plan } from '../../client/src/apply/plan.ts';
import { storageIn } from '../../client/src/apply/storage.ts';
import { ExecError } from '../../client/src/host/exec.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { defaultSettings } from '../../server/src/service.ts';
import { recorder } from '../host/recorder.ts';
import { domainXml, vmUuid } from './domains.ts';
import { FakeLibvirt } from './fakeLibvirt.ts';

const target = { uri: 'qemu:///system' };
const patience = { poll: 1, shutdown: 60_000, agent: 0, recovery: 0 };
/** A guest that is still there is asked about at once. */
const impatient = { ...patience, shutdown: 0 };
const folder = mkdtempSync(join(tmpdir(), 'virtqueue-apply-'));
/** Each run's own: what an earlier one left half-way would be in its way. */
const freshStorage = () => storageIn(mkdtempSync(join(folder, 'run-')));
after(() => rmSync(folder, { recursive: true }));

let host: FakeLibvirt;
let plans: Plan[];
let cancel: AbortController;
let forced: ('force' | 'wait' | 'cancel')[];
beforeEach(() => {
  host = new FakeLibvirt();
  plans = [];
  cancel = new AbortController();
  forced = [];
});

/** A user who agrees to the plan, and answers about force what `forced` says. */
const agreeable: Questions = {
  confirm: async (plan) => {
    plans.push(plan);
    return true;
  },
  forceOff: async () => {
    const answer = forced.shift();
    assert.ok(answer, 'nobody expected to be asked about force');
    return answer;
  },
};

function run(text: string, mode: Mode = 'try-once', tools: Partial<ApplyTools> = {}): Promise<ApplyReport> {
  return apply(
    { text, mode, settings: defaultSettings, storage: freshStorage(), target },
    {
      virsh: new Virsh(host, 'qemu:///system'),
      transcript: recorder(),
      questions: agreeable,
      patience,
      signal: cancel.signal,
      ...tools,
    },
  );
}

const isReading = (verb: string) =>
  /^(version|list|dominfo|domstate|dumpxml|domiflist|snapshot-list|qemu-agent-command)$/.test(verb);
const changes = () => host.verbs.filter((verb) => !isReading(verb));
const vm = () => host.domains.get(vmUuid);

const one = domainXml();
const four = domainXml({ queues: 4 });

describe('a host that does not know the domain', () => {
  test('runs the document as it is', async () => {
    const report = await run(four);
    assert.equal(report.outcome, 'applied');
    assert.equal(vm()?.live, four);
    assert.deepEqual(changes(), ['create']);
    assert.deepEqual(report.backup, undefined);
  });

  test('defines and starts it when asked to', async () => {
    await run(four, 'persist');
    assert.equal(vm()?.stored, four);
    assert.deepEqual(changes(), ['define', 'start']);
  });

  test('gets a uuid when nobody has given it one', async () => {
    const report = await run(domainXml({ uuid: null }));
    assert.equal(report.outcome === 'applied' && report.uuid, [...host.domains.keys()][0]);
  });

  test("keeps its hands off somebody else's domain of that name", async () => {
    const confirm = async () => {
      host.add({ xml: one, state: 'shut off' });
      return true;
    };
    const document = domainXml({ uuid: '00000000-0000-4000-8000-000000000001' });
    const report = await run(document, 'persist', { questions: { ...agreeable, confirm } });
    assert.equal(report.outcome, 'refused');
    assert.match(report.message, /has changed on the host/);
    assert.equal(vm()?.stored, one);
  });

  test('keeps its hands off one that appears in the last moment too', async () => {
    host.onCommand = () => {
      if (host.calls.at(-1)?.includes('define') && !vm()) host.add({ xml: one, state: 'shut off' });
    };
    const document = domainXml({ uuid: '00000000-0000-4000-8000-000000000001' });
    const report = await run(document, 'persist');
    assert.equal(report.outcome, 'failed');
    assert.match(report.message, /already exists with uuid/);
    assert.equal(vm()?.stored, one);
  });

  test('keeps nothing of a domain that cannot start', async () => {
    host.refuses.start = 'no';
    const report = await run(four, 'persist');
    assert.equal(report.outcome, 'rolled-back');
    assert.equal(host.domains.size, 0);
  });
});

describe('a domain that is off', () => {
  test('runs once, its stored definition stays', async () => {
    host.add({ xml: one, state: 'shut off' });
    await run(four);
    assert.deepEqual([vm()?.stored, vm()?.live], [one, four]);
  });

  test("gets the host's uuid when the document has none", async () => {
    host.add({ xml: one, state: 'shut off' });
    const report = await run(domainXml({ uuid: null, queues: 4 }));
    assert.equal(report.outcome === 'applied' && report.uuid, vmUuid);
    assert.equal(vm()?.live, four);
  });

  test('is off as before when the document cannot run', async () => {
    host.add({ xml: one, state: 'shut off' });
    host.refuses.create = 'Unable to create tap device vnet0: Argument list too long';
    const report = await run(four);
    assert.equal(report.outcome, 'failed');
    assert.match(report.message, /takes 256 queues at most/);
    assert.match(report.message, /is off, as before/);
  });

  test('gets its stored definition back when the new one cannot start', async () => {
    host.add({ xml: one, state: 'shut off' });
    host.refuses.start = 'no';
    const report = await run(four, 'persist');
    assert.equal(report.outcome, 'rolled-back');
    assert.equal(vm()?.stored, one);
  });
});

describe('a running domain', () => {
  test('is saved, shut down, and runs the document', async () => {
    host.add({ xml: one });
    const report = await run(four);
    assert.equal(report.outcome, 'applied');
    assert.deepEqual(changes(), ['shutdown', 'create']);
    assert.deepEqual([vm()?.stored, vm()?.live], [one, four]);
    assert.deepEqual(
      [report.backup?.live, report.backup?.stored].map((path) => path && readFileSync(path, 'utf8')),
      [one, one],
    );
  });

  test('is stored before it is shut down, so that a refused document costs no downtime', async () => {
    host.add({ xml: one });
    host.refuses.define = 'XML error: bad';
    const report = await run(four, 'persist');
    assert.equal(report.outcome, 'failed');
    assert.match(report.message, /runs on as before/);
    assert.deepEqual(changes(), ['define']);
  });

  test('runs again when the document does not start', async () => {
    host.add({ xml: one });
    host.refuses.create = ['Unable to create tap device vnet0: Argument list too long'];
    const report = await run(four);
    assert.equal(report.outcome, 'rolled-back');
    assert.match(report.message, /Argument list too long\n.*256 queues.*\n.*runs again as before/);
    assert.deepEqual([vm()?.live, vm()?.state], [one, 'running']);
    assert.deepEqual(changes(), ['shutdown', 'create', 'start']);
  });

  test('runs again as it ran, where that differs from what is stored', async () => {
    const two = domainXml({ queues: 2 });
    host.add({ xml: one, live: two });
    host.refuses.create = ['no'];
    const report = await run(four);
    assert.equal(report.outcome, 'rolled-back');
    assert.deepEqual([vm()?.stored, vm()?.live], [one, two]);
  });

  test('and its stored definition come back when the new definition does not start', async () => {
    host.add({ xml: one });
    host.refuses.start = ['no'];
    const report = await run(four, 'persist');
    assert.equal(report.outcome, 'rolled-back');
    assert.deepEqual([vm()?.stored, vm()?.live], [one, one]);
  });

  test('of which libvirt keeps no definition runs again from the backup', async () => {
    host.add({ xml: one, transient: true });
    host.refuses.create = ['no'];
    const report = await run(four);
    assert.equal(report.outcome, 'rolled-back');
    assert.deepEqual([vm()?.stored, vm()?.live], [undefined, one]);
  });

  test('of which libvirt keeps no definition is transient again after a failed define', async () => {
    host.add({ xml: one, transient: true });
    host.refuses.start = ['no'];
    const report = await run(four, 'persist');
    assert.equal(report.outcome, 'rolled-back');
    assert.deepEqual([vm()?.stored, vm()?.live], [undefined, one]);
  });

  test('comes back when the new one stops at once', async () => {
    const domain = host.add({ xml: one });
    host.onCommand = () => {
      if (domain.live !== four) return;
      domain.live = undefined;
      domain.state = 'shut off';
    };
    const report = await run(four);
    assert.equal(report.outcome, 'rolled-back');
    assert.match(report.message, /stopped again at once/);
    assert.equal(vm()?.live, one);
  });

  test('that cannot be brought back: the message says how to do it by hand', async () => {
    host.add({ xml: one });
    host.refuses.create = 'no';
    host.refuses.start = 'not even that';
    const report = await run(four);
    assert.equal(report.outcome, 'incomplete');
    assert.match(report.message, /not even that/);
    assert.ok(report.message.includes(`virsh -c qemu:///system create /dev/stdin < ${report.backup?.live}`));
  });
});

describe('a guest that does not shut down', () => {
  beforeEach(() => {
    host.add({ xml: one });
    host.shutdownTakes = Number.POSITIVE_INFINITY;
  });

  test('is left running when the user says so', async () => {
    forced = ['cancel'];
    const report = await run(four, 'try-once', { patience: impatient });
    assert.equal(report.outcome, 'cancelled');
    assert.match(report.message, /runs on as before: it was asked to shut down/);
    assert.deepEqual(changes(), ['shutdown']);
  });

  test('is turned off by force only after that was agreed to', async () => {
    forced = ['wait', 'force'];
    const report = await run(four, 'try-once', { patience: impatient });
    assert.equal(report.outcome, 'applied');
    assert.deepEqual(changes(), ['shutdown', 'shutdown', 'destroy', 'create']);
  });

  test('because libvirt cannot tell it: the same question at once', async () => {
    host.refuses.shutdown = 'Guest agent is not responding';
    forced = ['cancel'];
    await run(four);
    assert.deepEqual(forced, []);
  });
});

describe('a paused domain', () => {
  test('is not sent a request it cannot hear', async () => {
    host.add({ xml: one, state: 'paused' });
    forced = ['force'];
    await run(four);
    assert.deepEqual(changes(), ['destroy', 'create']);
  });
});

describe('nothing is changed', () => {
  beforeEach(() => {
    host.add({ xml: one });
  });

  test('when the plan is declined', async () => {
    const report = await run(four, 'try-once', { questions: { ...agreeable, confirm: async () => false } });
    assert.equal(report.outcome, 'cancelled');
    assert.deepEqual(changes(), []);
  });

  test('when the domain was started while the question stood', async () => {
    const domain = host.add({ xml: one, state: 'shut off' });
    const confirm = async () => {
      domain.live = one;
      domain.state = 'running';
      return true;
    };
    const report = await run(four, 'try-once', { questions: { ...agreeable, confirm } });
    assert.equal(report.outcome, 'refused');
    assert.deepEqual(changes(), []);
  });

  test('when the backup cannot be saved', async () => {
    const report = await apply(
      { text: four, mode: 'try-once', settings: defaultSettings, storage: storageIn('/dev/null/x'), target },
      {
        virsh: new Virsh(host, 'qemu:///system'),
        transcript: recorder(),
        questions: agreeable,
        patience,
        signal: cancel.signal,
      },
    );
    assert.equal(report.outcome, 'failed');
    assert.deepEqual(changes(), []);
  });

  const documents = {
    'an empty document': '',
    'something that is not XML': 'virsh list --all',
    'half a document': four.slice(0, 200),
    'another root element': '<network><name>default</name></network>',
    'a domain without a name': "<domain type='kvm'><memory>1</memory></domain>",
    'more queues than vCPUs': domainXml({ queues: 5 }),
    'a NUL byte': four.replace('virtio', 'virt\0io'),
    'an entity bomb': `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><domain><name>&b;</name></domain>`,
    'ten thousand nested elements': `<domain>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</domain>`,
  };
  for (const [what, text] of Object.entries(documents)) {
    test(`by ${what}: the host is not even asked`, async () => {
      const report = await run(text);
      assert.equal(report.outcome, 'refused');
      assert.match(report.message, /line \d+: /);
      assert.deepEqual(host.calls, []);
    });
  }
});

describe('a host that does not answer', () => {
  const failures = {
    'is unreachable': new ExecError('unreachable', [], 'kvm1 does not answer'),
    'has no virsh': new ExecError('not-found', ['virsh'], "env: 'virsh': No such file or directory"),
    hangs: new ExecError('timeout', ['virsh'], 'timeout'),
  };
  for (const [what, error] of Object.entries(failures)) {
    test(`because it ${what}`, async () => {
      host.onCommand = () => {
        throw error;
      };
      assert.equal((await run(four)).outcome, 'failed');
    });
  }

  const words = {
    'Failed to connect socket to /var/run/libvirt/libvirt-sock: No such file or directory':
      /libvirtd does not run/,
    'Failed to connect socket to /var/run/libvirt/libvirt-sock: Permission denied':
      /add it to the group libvirt/,
    'authentication unavailable: no polkit agent available': /add it to the group libvirt/,
  };
  for (const [said, meaning] of Object.entries(words)) {
    test(said, async () => {
      host.refuses.version = said;
      const report = await run(four);
      assert.equal(report.outcome, 'failed');
      assert.ok(report.message.includes(said));
      assert.match(report.message, meaning);
    });
  }
});

describe('hostile names', () => {
  for (const name of [
    'vm; touch x',
    '$(id)',
    '-vm',
    '--help',
    "it's",
    'say "hi"',
    ' vm ',
    '1',
    '虚拟机',
    '..vm',
  ]) {
    test(`${name} reaches libvirt inside the document only`, async () => {
      const escaped = name.replace(/"/g, '&quot;');
      host.add({ xml: domainXml({ name }) });
      const report = await run(domainXml({ name: escaped, queues: 4 }));
      assert.equal(report.outcome, 'applied');
      assert.deepEqual(
        host.calls.filter((argv) => argv.includes(name)),
        [],
      );
      assert.ok(report.backup?.live?.startsWith(`${folder}/`));
      assert.equal(statSync(report.backup?.live ?? '').mode & 0o777, 0o600);
    });
  }

  test('../vm is refused, as libvirt itself would', async () => {
    host.add({ xml: domainXml({ name: '../vm' }) });
    const report = await run(domainXml({ name: '../vm', queues: 4 }));
    assert.equal(report.outcome, 'refused');
  });
});

/** How a run looks from outside once it has ended. */
async function story(mode: Mode): Promise<{ report: ApplyReport; commands: number }> {
  host.add({ xml: one });
  const report = await run(four, mode, { patience: { ...patience, shutdown: 300 } });
  return { report, commands: host.calls.length };
}

for (const mode of ['try-once', 'persist'] as const) {
  describe(`cancelling a ${mode}`, () => {
    test('at any command leaves a running VM, or says that it was asked to shut down', async () => {
      const { commands } = await story(mode);
      for (let at = 1; at <= commands; at += 1) {
        host = new FakeLibvirt();
        cancel = new AbortController();
        host.onCommand = (count) => count === at && cancel.abort();
        const { report } = await story(mode);
        assert.notEqual(vm()?.live, undefined, `off after cancelling command ${at}: ${report.message}`);
        if (report.outcome === 'applied') assert.equal(report.guest?.problem?.failure, 'cancelled');
        else assert.match(report.outcome, /cancelled|rolled-back/, `command ${at}`);
        const mayGoDown = vm()?.state === 'in shutdown';
        if (mayGoDown) assert.match(report.message, /was asked to shut down/, `command ${at}`);
        const keepsOldDefinition = vm()?.live === one;
        if (keepsOldDefinition) assert.equal(vm()?.stored, one, `command ${at}`);
      }
    });
  });

  describe(`losing the line during a ${mode}`, () => {
    test('names the backup as soon as there is one', async () => {
      const { commands } = await story(mode);
      for (let at = 1; at <= commands; at += 1) {
        host = new FakeLibvirt();
        host.onCommand = (count) => {
          if (count >= at) throw new ExecError('unreachable', [], 'the line is dead');
        };
        const { report } = await story(mode);
        if (report.outcome === 'applied') {
          assert.equal(report.guest?.problem?.failure, 'host-failed');
          continue;
        }
        const isTouched = changes().length > 0;
        assert.equal(report.outcome, isTouched ? 'incomplete' : report.outcome, `command ${at}`);
        assert.match(report.outcome, /failed|incomplete/, `command ${at}`);
        assert.match(report.message, /the line is dead/);
        if (isTouched) assert.ok(report.message.includes(String(report.backup?.live)), `command ${at}`);
      }
    });
  });
}
