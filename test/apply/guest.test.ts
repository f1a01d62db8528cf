import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setGuestQueues } from '../../client/src/apply/guest.ts';
import { type GuestReport, isComplete } from '../../client/src/apply/guestReport.ts';
import { readStartup } from '../../client/src/apply/guestStartup.ts';
import { renderReport } from '../../client/src/apply/report.ts';
import { ExecError, type ExecResult } from '../../client/src/host/exec.ts';
import { readGuestFiles } from '../../client/src/host/parse/guestFiles.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { FakeExec, fails, fixture, prints, type Reply } from '../host/fakeExec.ts';
import { recorder } from '../host/recorder.ts';
import { domainXml, vmUuid } from './domains.ts';

const mac = '52:54:00:76:6d:01';
const unsupported = 'netlink error: Operation not supported\n';

interface GuestShape {
  /** Names of those that have the domain's address. */
  readonly interfaces?: readonly string[];
  /** For each CPU, whether it is online. */
  readonly cpus?: readonly boolean[];
  /** What the agent answers to pings. */
  readonly pings?: readonly Reply[];
  readonly threads?: Reply;
}

/** A running domain with four queues, and its guest: programs and what they print, by command line. */
class FakeGuest extends FakeExec {
  /** Every program that was run. */
  readonly ran: string[] = [];
  private readonly programs = new Map<string, Reply[]>();
  private ended: Reply = {};

  constructor({ interfaces = ['eth0'], cpus = [true, true, true, true], ...shape }: GuestShape = {}) {
    super();
    const { pings = [answers({})], threads = prints(`4373 4373 qemu -uuid ${vmUuid} -S`) } = shape;
    this.on('dumpxml', prints(domainXml({ queues: 4 }).replace('<model', "<target dev='vnet0'/><model")))
      .on('ps -eLww', threads)
      .on('guest-ping', ...pings)
      .on('guest-get-vcpus', answers(cpus.map((online) => ({ online }))))
      .on('guest-network', answers(interfaces.map((name) => ({ name, 'hardware-address': mac }))))
      .program('readlink /sys/class/net/eth0/device', prints('../../../virtio0\n'))
      .program('ethtool -l eth0', prints(fixture('ethtool-l-netlink.txt')))
      .program('ethtool -L eth0 combined 4', prints(''))
      .on('find /sys/class/net/vnet0/queues', prints(rxQueues(4)))
      .program(readFiles, prints(filesOf(fixture('interrupts-msi.txt'))));
  }

  program(line: string, ...replies: Reply[]): this {
    this.programs.set(line, replies);
    return this;
  }

  override on(text: string, ...replies: Reply[]): this {
    return super.on(text, ...replies) as this;
  }

  override async run(argv: readonly string[], options = {}) {
    const command = argv.at(-1) ?? '';
    if (command.includes('"guest-exec"')) return this.start(JSON.parse(command).arguments);
    if (command.includes('guest-exec-status')) return this.status();
    return super.run(argv, options);
  }

  private start({ path, arg }: { path: string; arg: string[] }): ExecResult {
    const line = [path, ...arg].join(' ');
    this.ran.push(line);
    const replies = this.programs.get(line);
    assert.ok(replies, `nobody expected in the guest: ${line}`);
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
    this.ended = reply;
    const isAgentError = !(reply instanceof Error) && reply.stderr?.startsWith('error: ');
    return isAgentError
      ? { code: 1, stdout: '', stderr: reply.stderr ?? '' }
      : { code: 0, stdout: '{"return":{"pid":1}}', stderr: '' };
  }

  private status(): ExecResult {
    const { code = 0, stdout = '', stderr = '' } = this.ended as Partial<ExecResult>;
    const data = { 'out-data': base64(stdout), 'err-data': base64(stderr) };
    return { code: 0, stdout: '', stderr: '', ...answers({ exited: true, exitcode: code, ...data }) };
  }
}

function answers(value: unknown): Partial<ExecResult> {
  return { stdout: JSON.stringify({ return: value }) };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

const readFiles = readGuestFiles.join(' ');

/** What the guest's files show, with these interrupts among them. */
function filesOf(interrupts: string): string {
  const lines = interrupts.trimEnd().split('\n');
  return lines.map((line) => `/proc/interrupts:${line}`).join('\n');
}

/** Interrupt numbers in and out of each queue in `interrupts-msi.txt`. */
const queuesOfFixture = [
  [31, 32],
  [33, 34],
  [35, 36],
  [37, 38],
];

function rxQueues(count: number): string {
  return Array.from({ length: count }, (_, queue) => `/sys/class/net/vnet0/queues/rx-${queue}\n`).join('');
}

/** Nobody waits: a guest that is not there at once is given up, unless a test says otherwise. */
const hasty = { poll: 1, shutdown: 0, agent: 0, recovery: 0 };

function set(guest: FakeExec, channels?: number, patience = hasty): Promise<GuestReport> {
  const virsh = new Virsh(guest, 'qemu:///system');
  return setGuestQueues({ uuid: vmUuid, channels }, { virsh, transcript: recorder(), patience });
}

const notConnected = fails('error: Guest agent is not responding: QEMU guest agent is not connected');

describe('the queues of a guest', () => {
  test('are set, read back, and found among the interrupts', async () => {
    const guest = new FakeGuest();
    const { tuning, ...report } = await set(guest);
    const [{ queuesBefore, queuesNow, ...nic } = {}] = report.interfaces;
    assert.deepEqual(
      [queuesBefore, queuesNow].map((queues) =>
        queues?.map(({ input, output }) => [input?.irq, output?.irq]),
      ),
      [queuesOfFixture, queuesOfFixture],
    );
    assert.equal(tuning?.hasIrqbalance, false);
    assert.deepEqual(
      { ...report, interfaces: [nic] },
      {
        interfaces: [
          {
            mac,
            queues: 4,
            asked: 4,
            device: 'eth0',
            virtio: 'virtio0',
            before: 4,
            maximum: 4,
            got: 4,
            tap: { name: 'vnet0', before: 4, now: 4 },
            interrupts: { inputs: [0, 1, 2, 3], outputs: [0, 1, 2, 3], shared: false },
          },
        ],
        onlineCpus: 4,
        way: 'by its guest agent',
        vhostWorkers: 0,
        canHaveVhost: true,
        problem: undefined,
      },
    );
    assert.ok(guest.ran.includes('ethtool -L eth0 combined 4'));
  });

  test('are no more than the CPUs that are online', async () => {
    const guest = new FakeGuest({ cpus: [true, true, false, false] });
    guest.program('ethtool -L eth0 combined 2', prints(''));
    assert.equal((await set(guest)).interfaces[0]?.asked, 2);
  });

  test('are as many as was chosen', async () => {
    const guest = new FakeGuest().program('ethtool -L eth0 combined 2', prints(''));
    await set(guest, 2);
    assert.ok(guest.ran.includes('ethtool -L eth0 combined 2'));
  });

  test('may be so already', async () => {
    const unchanged = { code: 1, stderr: fixture('ethtool-L-unchanged.txt') };
    const report = await set(new FakeGuest().program('ethtool -L eth0 combined 4', unchanged));
    assert.equal(report.interfaces[0]?.problem, undefined);
  });

  test('belong to the virtio device, not to a bridge or VLAN with its address', async () => {
    const guest = new FakeGuest({ interfaces: ['br0', 'eth0.5', 'eth0'] })
      .program('readlink /sys/class/net/br0/device', { code: 1 })
      .program('readlink /sys/class/net/eth0.5/device', { code: 1 });
    assert.equal((await set(guest)).interfaces[0]?.device, 'eth0');
  });

  test('wait for a guest that is booting', async () => {
    const starting = readStartup.join(' ');
    const guest = new FakeGuest({ pings: [notConnected, notConnected, answers({})] });
    guest.program(starting, prints('starting\n'), prints('running\n'));
    const patient = { ...hasty, agent: 60_000 };
    assert.equal((await set(guest, undefined, patient)).problem, undefined);
    assert.deepEqual(
      guest.ran.filter((line) => line === starting || line.startsWith('ethtool -L')),
      [starting, starting, 'ethtool -L eth0 combined 4'],
    );
  });

  test('are set by an ethtool that is not in the path of the agent', async () => {
    const missing = fails(
      "error: internal error: unable to execute QEMU agent command 'guest-exec': Guest agent command failed, error was 'Failed to execute child process “ethtool” (No such file or directory)'",
    );
    const guest = new FakeGuest()
      .program('ethtool -l eth0', missing)
      .program('ethtool -L eth0 combined 4', missing)
      .program('/usr/sbin/ethtool -l eth0', prints(fixture('ethtool-l-netlink.txt')))
      .program('/usr/sbin/ethtool -L eth0 combined 4', prints(''));
    assert.equal((await set(guest)).interfaces[0]?.got, 4);
  });
});

describe('a guest that cannot be set', () => {
  const pings: Record<string, [Reply, string]> = {
    'has no channel': [
      fails('error: argument unsupported: QEMU guest agent is not configured'),
      'no-channel',
    ],
    'has no agent': [notConnected, 'not-connected'],
    'has a hung agent': [
      fails('error: Guest agent is not responding: Guest agent not available for now'),
      'hung',
    ],
    'is on a host that went away': [new ExecError('unreachable', [], 'gone'), 'host-failed'],
    'was given up by the user': [new ExecError('aborted', [], 'aborted'), 'cancelled'],
  };
  for (const [what, [reply, failure]] of Object.entries(pings)) {
    test(what, async () => {
      const report = await set(new FakeGuest({ pings: [reply] }));
      assert.equal(report.problem?.failure, failure);
      assert.ok(renderReport(report).includes(report.problem.message));
    });
  }

  const nowTwo = fixture('ethtool-l-netlink.txt').replace(/4\s*$/, '2\n');
  const readBack: Record<string, [Reply, string]> = {
    'is set otherwise by something else in it': [prints(nowTwo), 'set-by-others'],
    'does not show what was set': [prints(''), 'refused'],
  };
  for (const [what, [reply, failure]] of Object.entries(readBack)) {
    test(what, async () => {
      const before = prints(fixture('ethtool-l-netlink.txt'));
      const report = await set(new FakeGuest().program('ethtool -l eth0', before, reply));
      assert.equal(report.interfaces[0]?.problem?.failure, failure);
      assert.equal(isComplete(report), false);
    });
  }

  test('has no ethtool', async () => {
    const missing = fails('error: Failed to execute child process “ethtool” (No such file or directory)');
    const guest = new FakeGuest();
    for (const path of ['ethtool', '/usr/sbin/ethtool', '/sbin/ethtool'])
      guest.program(`${path} -l eth0`, missing);
    const report = await set(guest);
    assert.equal(report.problem?.failure, 'no-ethtool');
  });

  test('does not allow programs to be run', async () => {
    const blocked = fails(
      "error: internal error: unable to execute QEMU agent command 'guest-exec': Command guest-exec has been disabled",
    );
    const report = await set(new FakeGuest().program('readlink /sys/class/net/eth0/device', blocked));
    assert.equal(report.problem?.failure, 'blocked');
    assert.match(report.problem.message, /qemu-ga/);
  });

  test('has no interface of that address', async () => {
    const report = await set(
      new FakeGuest({ interfaces: ['lo'] }).program('readlink /sys/class/net/lo/device', { code: 1 }),
    );
    assert.equal(report.interfaces[0]?.problem?.failure, 'no-such-interface');
  });

  test('has a driver without channels', async () => {
    const report = await set(new FakeGuest().program('ethtool -l eth0', { code: 1, stderr: unsupported }));
    const problem = report.interfaces[0]?.problem;
    assert.equal(problem?.failure, 'not-supported');
    assert.match(problem.message, /not virtio-net, or is too old\.\nnetlink error: Operation not supported/);
  });
});

describe('a number of channels that the guest refuses', () => {
  const invalid = { code: 1, stderr: 'Cannot set device channel parameters: Invalid argument\n' };
  async function explanation(channels: number, said: Reply): Promise<string> {
    const report = await set(new FakeGuest().program(`ethtool -L eth0 combined ${channels}`, said), channels);
    const [one] = report.interfaces;
    assert.equal(one?.problem?.failure, 'refused');
    assert.equal(one.got, 4);
    return one.problem.message;
  }

  test('is above what the domain gives', async () =>
    assert.match(await explanation(5, invalid), /5 channels are more than eth0 has: the domain gives it 4/));

  test('is not above it: something in the guest holds the queues', async () =>
    assert.match(await explanation(3, invalid), /XDP/));

  test('is zero', async () => assert.match(await explanation(0, invalid), /one channel at least/));

  test('would leave the RSS table pointing nowhere', async () =>
    assert.match(
      await explanation(1, { code: 1, stderr: 'netlink error: too low for existing indirection table' }),
      /ethtool -X eth0 default/,
    ));
});

describe('vhost workers', () => {
  test('are not known where there is no ps', async () => {
    const report = await set(new FakeGuest({ threads: new ExecError('not-found', ['ps'], 'no ps') }));
    assert.deepEqual([report.vhostWorkers, report.problem], [undefined, undefined]);
  });

  test('are not known where processes may not be listed', async () => {
    const report = await set(new FakeGuest({ threads: fails('ps: not allowed') }));
    assert.equal(report.vhostWorkers, undefined);
    assert.match(renderReport(report), /not to be seen from this account/);
  });
});

describe('the report', () => {
  test('is a table with aligned columns', async () => {
    const report = await set(new FakeGuest());
    assert.equal(
      renderReport(report),
      `interface  MAC                domain  tap  maximum  asked  before  now  IRQ in/out
eth0       52:54:00:76:6d:01  4       4    4        4      4       4    4/4
eth0: interrupts by CPU
  queue  IRQ  direction  CPU0  CPU1  CPU2  CPU3
  0      31   in         0     1     0     0
  0      32   out        0     0     0     0
  1      33   in         0     0     0     0
  1      34   out        0     0     0     0
  2      35   in         0     1     0     0
  2      36   out        0     0     5     0
  3      37   in         0     0     0     0
  3      38   out        0     0     0     0
CPUs online in the guest: 4
vhost workers: 0`,
    );
  });

  test('says why there are no vhost workers under emulation', async () => {
    const report = await set(new FakeGuest());
    assert.match(renderReport({ ...report, canHaveVhost: false }), /none, because type='qemu' emulates/);
  });

  test('says when queues have to share an interrupt', async () => {
    const shared = ' 30: 0 PCI-MSI 49153-edge virtio0-virtqueues\n';
    const guest = new FakeGuest().program(readFiles, prints(filesOf(shared)));
    assert.match(renderReport(await set(guest)), /eth0: queues share an interrupt line/);
  });
});
