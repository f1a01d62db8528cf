import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseChannels, parseRefusal } from '../../client/src/host/parse/ethtool.ts';
import { queueInterrupts } from '../../client/src/host/parse/interrupts.ts';
import { countVhostWorkers, vhostWorkersOf } from '../../client/src/host/parse/vhost.ts';
import {
  parseDomainInfo,
  parseDomainList,
  parseErrors,
  parseListing,
  parseNics,
  parseState,
  parseVersion,
} from '../../client/src/host/parse/virsh.ts';
import { fixture } from './fakeExec.ts';

describe('ethtool', () => {
  test('-l over netlink: what the driver lacks is n/a', () => {
    const none = { rx: undefined, tx: undefined, other: undefined };
    assert.deepEqual(parseChannels(fixture('ethtool-l-netlink.txt')), {
      maximum: { ...none, combined: 4 },
      current: { ...none, combined: 4 },
    });
  });

  test('-l over ioctl: what the driver lacks is 0', () => {
    const none = { rx: 0, tx: 0, other: 0 };
    assert.deepEqual(parseChannels(fixture('ethtool-l-ioctl.txt')), {
      maximum: { ...none, combined: 4 },
      current: { ...none, combined: 1 },
    });
  });

  test('-l that says something else', () => assert.equal(parseChannels('command not found'), undefined));

  test('-L with nothing to change refuses nothing', () =>
    assert.equal(parseRefusal(fixture('ethtool-L-unchanged.txt')), undefined));

  const refusals = {
    'netlink error: requested channel count exceeds maximum (offset 36)\nnetlink error: Invalid argument':
      'above-maximum',
    'Cannot set device channel parameters: Invalid argument': 'above-maximum',
    'netlink error: requested channel counts would result in no RX or TX channel being configured (offset 36)\nnetlink error: Invalid argument':
      'none-left',
    'netlink error: requested channel counts are too low for existing indirection table settings': 'in-use',
    'netlink error: requested channel counts are too low for existing ntuple filter settings': 'in-use',
    'netlink error: Operation not supported': 'not-supported',
    'Cannot get device channel parameters\n: Operation not supported': 'not-supported',
    'netlink error: no device matches name (offset 24)\nnetlink error: No such device': 'no-such-device',
    'netlink error: Operation not permitted': 'not-permitted',
    'Segmentation fault': 'other',
  };
  for (const [said, meant] of Object.entries(refusals)) {
    test(`"${said.split('\n')[0]}" is ${meant}`, () => assert.equal(parseRefusal(said), meant));
  }
});

describe('/proc/interrupts', () => {
  test('a line per direction of each queue, vectors with numbers', () => {
    const text = fixture('interrupts-msi.txt');
    const four = [0, 1, 2, 3];
    assert.deepEqual(queueInterrupts(text, 'virtio0'), { inputs: four, outputs: four, shared: false });
    assert.deepEqual(queueInterrupts(text, 'virtio1'), { inputs: [0], outputs: [0], shared: false });
    assert.deepEqual(queueInterrupts(text, 'virtio9'), { inputs: [], outputs: [], shared: false });
  });

  test('the same of an older kernel', () =>
    assert.deepEqual(queueInterrupts(fixture('interrupts-rhel7.txt'), 'virtio0').outputs, [0, 1, 2, 3]));

  const lines = {
    ' 30:          0   PCI-MSIX-0000:00:03.0   1-edge      virtio1-input.0': { inputs: [0], shared: false },
    ' 30:          0   IR-PCI-MSI 49153-edge      virtio1-input.12': { inputs: [12], shared: false },
    ' 30:          0   PCI-MSI 49153-edge      virtio11-input.0': { inputs: [], shared: false },
    ' 30:          0   PCI-MSI 49153-edge      virtio1-virtqueues': { inputs: [], shared: true },
    ' 21:          0   IO-APIC  21-fasteoi   virtio8, virtio1': { inputs: [], shared: true },
  };
  for (const [line, expected] of Object.entries(lines)) {
    test(line.trim(), () => assert.deepEqual(queueInterrupts(line, 'virtio1'), { outputs: [], ...expected }));
  }
});

describe('vhost workers', () => {
  const uuid = 'c0b7ebc6-92f5-4b1b-8e4e-84541c67a1d8';
  const qemu = fixture('threads.txt');

  test('none under TCG', () => assert.equal(countVhostWorkers(qemu, uuid), 0));

  test('kernel threads named after QEMU, one per queue', () => {
    const threads = fixture('threads-vhost.txt');
    assert.equal(countVhostWorkers(threads, 'a8232d1a-72e1-4799-b1f9-f314274688ed'), 4);
  });

  test('those of another QEMU are not counted', () => {
    const other = ' 9001  9001 vhost-437       [vhost-437]\n 9002  9002 vhost-43731     [vhost-43731]';
    assert.equal(countVhostWorkers(`${qemu}\n${other}`, uuid), 0);
  });

  test('threads of QEMU itself', () => {
    const threads = [1, 2].map(
      (n) => ` 4373  438${n} vhost-4373      /usr/bin/qemu-system-x86_64 -name guest=vm`,
    );
    assert.equal(countVhostWorkers([qemu, ...threads].join('\n'), uuid), 2);
  });

  test('unknown when the domain has no QEMU there', () =>
    assert.equal(countVhostWorkers(qemu, '00000000-0000-4000-8000-000000000000'), undefined));

  test('a vendor kernel: two per queue', () => {
    assert.equal(vhostWorkersOf(fixture('vhost-vendor-single.txt').split('\n'), '17060'), 2);
    assert.equal(vhostWorkersOf(fixture('vhost-vendor-four.txt').split('\n'), '61912'), 8);
  });
});

describe('virsh', () => {
  test('list: names may hold anything', () =>
    assert.deepEqual(parseDomainList(fixture('list.txt')), [
      { uuid: '6106c900-ba2b-4b3b-9fa4-90d454937e89', name: 'vqa-one' },
      { uuid: '6ef451b8-f38c-4152-b636-e30ed3e9e236', name: 'vqa two; $(id) -x' },
    ]));

  test('lists of those that run, are paused, or are not stored; one is named "active"', () =>
    assert.deepEqual(
      parseListing(fixture('listing.txt')).map(({ name, power, persistent }) => [name, power, persistent]),
      [
        ['web 1', 'running', true],
        ['数据库', 'paused', true],
        ['tmp', 'running', false],
        ['active', 'off', true],
      ],
    ));

  test('list: a name that looks like an entry stays a name', () =>
    assert.deepEqual(
      parseDomainList('6106c900-ba2b-4b3b-9fa4-90d454937e89  6ef451b8-f38c-4152-b636-e30ed3e9e236 x\n').map(
        ({ name }) => name,
      ),
      [' 6ef451b8-f38c-4152-b636-e30ed3e9e236 x'],
    ));

  test('dominfo', () =>
    assert.deepEqual(parseDomainInfo(fixture('dominfo-running.txt')), {
      run: 77,
      state: 'running',
      persistent: false,
      managedSave: false,
      autostart: false,
    }));

  test('domiflist of several domains: a source may hold blanks, a card may have no device yet', () =>
    assert.deepEqual(
      parseNics(`6695eb01-f6a4-8304-79aa-97f2502e193f
 Interface   Type      Source          Model    MAC
-----------------------------------------------------------------
 vnet0       network   the default     virtio   52:54:00:AB:00:01
 -           bridge    br0             -        52:54:00:ab:00:02

6695eb01-f6a4-8304-79aa-97f2502e1940

`),
      new Map([
        [
          '6695eb01-f6a4-8304-79aa-97f2502e193f',
          [
            { device: 'vnet0', mac: '52:54:00:ab:00:01' },
            { device: undefined, mac: '52:54:00:ab:00:02' },
          ],
        ],
        ['6695eb01-f6a4-8304-79aa-97f2502e1940', []],
      ]),
    ));

  test('version', () =>
    assert.deepEqual(parseVersion(fixture('version.txt')), { libvirt: '9.0.0', hypervisor: 'QEMU 7.2.22' }));

  test('domstate', () => {
    assert.equal(parseState('shut off\n\n'), 'shut off');
    assert.equal(parseState('something new\n'), 'no state');
  });

  test('errors: one a line, some over several', () =>
    assert.deepEqual(
      parseErrors(
        'error: Failed to create domain from /dev/stdin\nerror: XML document failed to validate against schema: Unable to validate doc\nExtra element devices in interleave\n',
      ),
      [
        'Failed to create domain from /dev/stdin',
        'XML document failed to validate against schema: Unable to validate doc\nExtra element devices in interleave',
      ],
    ));
});
