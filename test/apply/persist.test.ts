import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keepChannels } from '../../client/src/apply/persist.ts';
import type { ExecResult } from '../../client/src/host/exec.ts';
import type { Guest } from '../../client/src/host/guest.ts';

const mac = '52:54:00:76:6d:01';
const connection = '5fb06bd0-0bb0-7ffb-45f1-d6edd65f3e03';

/** A guest that has what `facts` says; `ran` is what was run in it after that question. */
function guestWith(facts: string, nmcli: Partial<ExecResult> = {}): Guest & { readonly ran: string[][] } {
  const ran: string[][] = [];
  let isAsked = false;
  return {
    way: 'by test',
    ran,
    async run(program, parameters) {
      const isQuestion = !isAsked;
      isAsked = true;
      if (!isQuestion) ran.push([program, ...parameters.slice(program === 'sh' ? 3 : 0)]);
      const output = isQuestion ? { stdout: facts } : program === 'nmcli' ? nmcli : {};
      return { code: 0, stdout: '', stderr: '', ...output };
    },
    interfaces: async () => [],
    onlineCpus: async () => 4,
  };
}

const linkPath = '/etc/systemd/network/70-virtqueue-525400766d01.link';
const rulePath = '/etc/udev/rules.d/90-virtqueue-525400766d01.rules';
const byDefault = '/usr/lib/systemd/network/99-default.link';
const withSystemd = (version: number, link = byDefault) =>
  `systemd=systemd ${version} (${version}.4-1)\nudev=${link}\nlink=NamePolicy=keep path\nethtool=/usr/sbin/ethtool\n`;
/** Whatever else was done, it is on the guest's disk afterwards. */
const synced = ['sh'];

describe('queues that are to stay', () => {
  test('are kept by NetworkManager where it manages the interface', async () => {
    const guest = guestWith(`connection=${connection}\n${withSystemd(256)}`);
    assert.deepEqual(await keepChannels('eth0', mac, 4, guest), { by: 'NetworkManager', where: connection });
    assert.deepEqual(guest.ran, [
      ['nmcli', 'connection', 'modify', connection, 'ethtool.channels-combined', '4'],
      synced,
    ]);
  });

  test('are kept by a .link file where NetworkManager is too old', async () => {
    const tooOld = { code: 2, stderr: "Error: invalid property 'channels-combined'" };
    const guest = guestWith(`connection=${connection}\n${withSystemd(252)}`, tooOld);
    assert.deepEqual(await keepChannels('eth0', mac, 4, guest), { by: 'systemd', where: linkPath });
    const [, path, text = ''] = guest.ran[1] ?? [];
    assert.equal(path, linkPath);
    assert.match(text, /^MACAddress=52:54:00:76:6d:01\nDriver=virtio_net$/m);
    assert.match(text, /^\[Link\]\nNamePolicy=keep path\nCombinedChannels=4$/m);
  });

  test('are kept again by the same file', async () => {
    const guest = guestWith(withSystemd(252, linkPath));
    assert.deepEqual(await keepChannels('eth0', mac, 2, guest), { by: 'systemd', where: linkPath });
  });

  for (const [what, facts] of Object.entries({
    "a person's own .link file must stay in force": withSystemd(252, '/etc/systemd/network/10-lan.link'),
    'a person has added to the default .link file': `${withSystemd(252)}dropins=/etc/systemd/network/99-default.link.d\n`,
    'systemd is too old': withSystemd(219),
    'udev runs without systemd': 'udev=\nethtool=/sbin/ethtool\n',
  }))
    test(`are kept by a udev rule where ${what}`, async () => {
      const guest = guestWith(facts);
      assert.deepEqual(await keepChannels('eth0', mac, 4, guest), { by: 'udev', where: rulePath });
      assert.match(
        guest.ran[0]?.[2] ?? '',
        /ATTR\{address\}=="52:54:00:76:6d:01", RUN\+="\S+ethtool -L \$name combined 4"/,
      );
    });

  for (const [what, facts, outdated] of [
    ['NetworkManager', `connection=${connection}\n${withSystemd(252)}`, [linkPath, rulePath]],
    ['a .link file', withSystemd(252), [rulePath]],
    ['a udev rule', withSystemd(252, '/etc/systemd/network/10-lan.link'), [linkPath]],
  ] as const)
    test(`are not kept twice: what was written before gives way to ${what}`, async () => {
      const guest = guestWith(`${facts}ours=${linkPath}\nours=${rulePath}\n`);
      await keepChannels('eth0', mac, 4, guest);
      assert.deepEqual(guest.ran.at(-1), ['sh', ...outdated]);
    });

  for (const [what, facts, says] of [
    ['nothing could do it', '', /neither NetworkManager nor udev .*"ethtool -L eth0 combined 4"/],
    [
      'something else sets them at every start',
      `other=/usr/bin/google_set_multiqueue\n${withSystemd(252)}`,
      /google_set_multiqueue in the guest sets the channels at every start/,
    ],
  ] as const)
    test(`are not kept where ${what}, and nothing is written`, async () => {
      const guest = guestWith(facts);
      const kept = await keepChannels('eth0', mac, 4, guest);
      assert.ok('failure' in kept);
      assert.match(kept.message, says);
      assert.deepEqual(guest.ran, []);
    });
});
