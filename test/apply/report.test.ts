import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { adviseOn } from '../../client/src/apply/advice.ts';
import { linkLocalAddresses } from '../../client/src/apply/burst.ts';
import type { GuestReport, InterfaceReport } from '../../client/src/apply/guestReport.ts';
import { type QueueReading, queuesOf, tuningOf } from '../../client/src/apply/queueReadings.ts';
import { reportPage } from '../../client/src/apply/reportPage.ts';
import { cpuList } from '../../client/src/apply/reportTables.ts';
import { parseCpuList, parseCpuMask, parseGuestFiles } from '../../client/src/host/parse/guestFiles.ts';
import { queueInterrupts } from '../../client/src/host/parse/interrupts.ts';
import { fixture } from '../host/fakeExec.ts';

/** A guest of four CPUs and four queues; then a burst has come in by each queue. */
const early = { files: parseGuestFiles(fixture('guest-files.txt')), tapQueues: {} };
const late = {
  ...early,
  files: new Map(early.files).set('/proc/interrupts', afterBurst(early.files.get('/proc/interrupts') ?? '')),
};

function afterBurst(interrupts: string): string {
  const counts = { 30: '6 0 0 0', 32: '0 6 1 0', 34: '1 0 5 0', 36: '0 0 1 5' };
  return Object.entries(counts).reduce(
    (text, [irq, line]) =>
      text.replace(new RegExp(`^( ${irq}:).*(  PCI-MSI)`, 'm'), (_, start, end) => `${start} ${line} ${end}`),
    interrupts,
  );
}

const nic: InterfaceReport = {
  mac: '52:54:00:02:23:ff',
  queues: 4,
  asked: undefined,
  device: 'eth0',
  virtio: 'virtio0',
  before: 4,
  maximum: 4,
  got: 4,
  interrupts: queueInterrupts(late.files.get('/proc/interrupts') ?? '', 'virtio0'),
  tap: { name: 'vnet0', before: 4, now: 4 },
  queuesBefore: queuesOf(early, 'eth0', 'virtio0'),
  queuesNow: queuesOf(late, 'eth0', 'virtio0'),
  rss: { kind: 'unsupported' },
};

const report: GuestReport = {
  interfaces: [nic],
  onlineCpus: 4,
  way: 'by its guest agent',
  vhostWorkers: 4,
  canHaveVhost: true,
  tuning: tuningOf(early, late),
  problem: undefined,
};

const subject = { name: 'vm-1', host: 'kvm1', time: new Date('2026-01-02T03:04:05Z') };

describe('the report as a page', () => {
  test('shows the whole way from the domain to the CPUs', () => {
    assert.equal(reportPage(report, subject), readFileSync(join(__dirname, 'fixtures', 'queues.md'), 'utf8'));
  });

  test('shows what a name is, and lets none become markup', () => {
    const page = reportPage(report, {
      ...subject,
      name: '<img src=x> [a](command:b) `c` **d**\u202e',
      host: '| e',
    });
    assert.match(
      page.split('\n')[0] ?? '',
      /^# Queues of "&lt;img src=x\\> \\\[a\\\]\\\(command:b\\\) \\`c\\` \\\*\\\*d\\\*\\\*\ufffd" on \\\| e$/,
    );
  });
});

describe('advice', () => {
  const advise = (
    change: Partial<InterfaceReport>,
    whole: Partial<GuestReport> = {},
    queue: Partial<QueueReading> = {},
  ) =>
    adviseOn({
      ...report,
      ...whole,
      interfaces: [
        { ...nic, queuesNow: nic.queuesNow?.map((each) => ({ ...each, ...queue })) ?? [], ...change },
      ],
    });

  test('none where all is well', () => assert.deepEqual(adviseOn(report), []));

  const cases: Record<string, { given: string[]; says: RegExp }> = {
    'fewer channels than CPUs could use': {
      given: advise({ got: 2 }),
      says: /^eth0 uses 2 of the 4 queues that its 4 CPUs could use: ethtool -L eth0 combined 4$/,
    },
    'one queue only': {
      given: advise({ queues: 1, maximum: 1, got: 1, queuesNow: nic.queuesNow?.slice(0, 1) ?? [] }),
      says: /give it <driver queues='4'\/>/,
    },
    'more queues than CPUs': {
      given: advise({}, { onlineCpus: 2 }),
      says: /eth0 has 4 queues and the guest 2 CPUs/,
    },
    'too few vectors': {
      given: advise({ interrupts: { inputs: [], outputs: [], shared: true } }),
      says: /share an interrupt line/,
    },
    'all interrupts on one CPU': {
      given: advise({}, {}, { inputAffinity: [2] }),
      says: /go to CPU 2\. One CPU for each: echo 0 > \/proc\/irq\/30\/smp_affinity_list; echo 1 > \/proc\/irq\/32\//,
    },
    'RPS where there is a queue for each CPU': {
      given: advise({}, {}, { rps: [0, 1] }),
      says: /RPS is on for eth0/,
    },
    'RFS half on': { given: advise({}, {}, { rfsFlows: 8192 }), says: /RFS on eth0 is half on/ },
    'no XPS': { given: advise({}, {}, { xps: [] }), says: /XPS is not set for eth0/ },
    'no vhost': { given: advise({}, { vhostWorkers: 0 }), says: /load vhost_net/ },
  };
  for (const [what, { given, says }] of Object.entries(cases))
    test(what, () =>
      assert.ok(
        given.some((sentence) => says.test(sentence)),
        given.join('\n'),
      ),
    );
});

describe('CPUs as the kernel writes them', () => {
  test('a list', () => assert.deepEqual(parseCpuList('0-2,5\n'), [0, 1, 2, 5]));
  test('a list of anything else', () =>
    assert.deepEqual(parseCpuList('0-99999999999,x'), parseCpuList('0-8191')));
  test('a mask', () => assert.deepEqual(parseCpuMask('00000001,0000000a'), [1, 3, 32]));
  test('back again', () => assert.equal(cpuList([0, 1, 2, 5]), '0-2,5'));
});

test('addresses of the link, by interface', () =>
  assert.deepEqual(
    [
      ...linkLocalAddresses(
        '00000000000000000000000000000001 01 80 10 80       lo\nfe80000000000000505400fffe0223ff 02 40 20 80     eth0\n',
      ),
    ],
    [['eth0', 'fe80:0000:0000:0000:5054:00ff:fe02:23ff']],
  ));
