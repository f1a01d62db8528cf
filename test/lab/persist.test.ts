import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import { type GuestRequest, setGuestQueues } from '../../client/src/apply/guest.ts';
import type { InterfaceReport } from '../../client/src/apply/guestReport.ts';
import type { Kept } from '../../client/src/apply/persist.ts';
import { LocalExec } from '../../client/src/host/local.ts';
import { transcribed } from '../../client/src/host/transcribe.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { isDebian } from '../../scripts/setup/debianRelease.ts';
import { recorder } from '../host/recorder.ts';
import { guestChannels, guestExec } from './agent.ts';
import {
  domainState,
  type GuestSwitch,
  removeDomain,
  startAndWait,
  type TestDomain,
  testDomain,
  until,
} from './domain.ts';
import { debianGuestImage, type GuestImage } from './guest.ts';
import { acquireLibvirt, type Libvirt } from './libvirtd.ts';
import { withOwnDisk } from './ownDisk.ts';
import { virshOk } from './virsh.ts';

const skip = isDebian ? false : 'the guest is made of packages of Debian';
/** What the path on the bus makes of the one interface. */
const device = 'enp1s0';
/** That of `debianGuest/lan.nmconnection`. */
const connection = 'f0f5ae49-5a1c-4a1f-a5a2-7d3e3b7a3c1d';

let libvirt: Libvirt;
let image: Required<GuestImage>;
let disk: string;
let domain: TestDomain;

/** Its two CPUs make the kernel use two of the four queues. */
async function start(...switches: GuestSwitch[]): Promise<void> {
  const own = withOwnDisk(image);
  disk = own.disk;
  domain = testDomain(own, { queues: [4], vcpus: 2, switches });
  await startAndWait(domain);
}

async function remove(): Promise<void> {
  await removeDomain(domain.uuid);
  rmSync(disk);
}

/** Ends the guest by a command in it, or else as a power failure does, and starts it again. */
async function restart(powerOff?: readonly string[]): Promise<void> {
  if (powerOff) {
    await guestExec(domain.uuid, powerOff);
    await until('the guest is off', async () => (await domainState(domain.uuid)) === undefined);
  } else {
    await virshOk(['destroy', domain.uuid]);
  }
  await startAndWait(domain);
}

describe('queues that are to stay', { skip }, () => {
  before(async () => {
    image = await debianGuestImage();
    libvirt = await acquireLibvirt();
  });
  after(() => libvirt.release());

  describe('in a guest with NetworkManager', () => {
    before(() => start());
    after(remove);

    it('are set by it at the next start, even where the power was cut at once', async () => {
      for (const channels of [1, 1, 3])
        assert.deepEqual(await keep(channels), { by: 'NetworkManager', where: connection });
      await restart();
      await untilChannelsAre(3);
      const stored = await inGuest('cat /etc/NetworkManager/system-connections/lan.nmconnection');
      assert.deepEqual(stored.match(/channels.*/g), ['channels-combined=3']);
    });

    it('do not come back over what is set while it starts', async () => {
      await restart();
      await set({ channels: 1 });
      assert.equal(await inGuest('systemctl is-active NetworkManager'), 'active\n');
      assert.equal((await guestChannels(domain.uuid, device)).current, 1);
    });

    it('are not left to it where others have set up the interface', async () => {
      await inGuest(`
        systemctl stop NetworkManager
        rm /etc/NetworkManager/system-connections/lan.nmconnection
        printf '[main]\nno-auto-default=*\n' > /etc/NetworkManager/conf.d/no-auto-default.conf
        ip address add 192.0.2.1/24 dev ${device}
        systemctl start NetworkManager`);
      const devices = () => inGuest('nmcli device');
      await until('NetworkManager sees it', async () => (await devices()).includes('connected (externally)'));
      assert.deepEqual(await keep(1), { by: 'systemd', where: linkFile() });
      assert.equal(await inGuest('ls /etc/NetworkManager/system-connections'), '');
    });
  });

  describe('in a guest with systemd alone', () => {
    before(() => start('systemd.mask=NetworkManager.service'));
    after(remove);
    const names = () => inGuest(`ip -oneline link show ${device} | grep -o 'altname [^ ]*'`);

    it('are set by a .link file at the next start, and the interface keeps its names', async () => {
      const before = await names();
      assert.match(before, /^altname enx525400/m);
      assert.deepEqual(await keep(3), { by: 'systemd', where: linkFile() });
      await restart(['systemctl', 'poweroff']);
      await untilChannelsAre(3);
      assert.equal(await names(), before);
    });

    it('are set by the same file when it is in force', async () => {
      const first = await inGuest(`cat ${linkFile()}`);
      for (const channels of [1, 1]) {
        assert.deepEqual(await keep(channels), { by: 'systemd', where: linkFile() });
        assert.equal(await inGuest(`cat ${linkFile()}`), first.replace('Channels=3', `Channels=${channels}`));
      }
      assert.equal(await inGuest('ls /etc/systemd/network'), `${basename(linkFile())}\n`);
    });

    it("are left to a udev rule where a person's own .link file is in force", async () => {
      const own = '/etc/systemd/network/10-lan.link';
      await inGuest(`
        printf '[Match]\nDriver=virtio_net\n[Link]\nMTUBytes=1400\n' > ${own}
        udevadm trigger --settle --action=add /sys/class/net/${device}`);
      assert.deepEqual(await keep(3), { by: 'udev', where: ruleFile() });
      assert.equal(await inGuest('ls /etc/systemd/network'), `${basename(own)}\n`);
    });
  });

  describe('in a guest with udev alone', () => {
    before(() => start('vq.nosystemd'));
    after(remove);

    it('are set by a udev rule at the next start', async () => {
      for (const channels of [1, 3, 3])
        assert.deepEqual(await keep(channels), { by: 'udev', where: ruleFile() });
      assert.deepEqual((await inGuest('cat /etc/udev/rules.d/*')).match(/combined.*/g), ['combined 3"']);
      await restart(['busybox', 'poweroff']);
      await untilChannelsAre(3);
    });
  });
});

async function keep(channels: number): Promise<Kept> {
  const nic = await set({ channels, keep: true });
  assert.ok(nic.kept);
  return nic.kept;
}

async function set(request: Omit<GuestRequest, 'uuid'>): Promise<InterfaceReport> {
  const transcript = recorder();
  const virsh = new Virsh(transcribed(new LocalExec(), transcript), 'qemu:///system');
  const tools = { virsh, transcript, patience: defaultPatience };
  const report = await setGuestQueues({ uuid: domain.uuid, ...request }, tools);
  const [nic] = report.interfaces;
  const problems = [report.problem, nic?.problem].filter((problem) => problem !== undefined);
  assert.deepEqual(problems, [], transcript.lines.join('\n'));
  assert.ok(nic);
  assert.equal(nic.got, request.channels);
  return nic;
}

async function untilChannelsAre(channels: number): Promise<void> {
  const now = async () => (await guestChannels(domain.uuid, device)).current;
  await until(`the guest has ${channels} channels`, async () => (await now()) === channels);
}

async function inGuest(script: string): Promise<string> {
  const output = await guestExec(domain.uuid, ['sh', '-c', script]);
  assert.equal(output?.code, 0, output?.stderr);
  return output.stdout;
}

function linkFile(): string {
  return `/etc/systemd/network/70-${ourName()}.link`;
}

function ruleFile(): string {
  return `/etc/udev/rules.d/90-${ourName()}.rules`;
}

function ourName(): string {
  return `virtqueue-${domain.interfaces[0]?.mac.replaceAll(':', '')}`;
}
