import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sendBurst } from '../../client/src/apply/burst.ts';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import { inspectGuestQueues, setGuestQueues } from '../../client/src/apply/guest.ts';
import type { GuestReport } from '../../client/src/apply/guestReport.ts';
import type { QueueReading } from '../../client/src/apply/queueReadings.ts';
import type { GuestTools } from '../../client/src/apply/reachGuest.ts';
import type { CpuCounts } from '../../client/src/host/parse/interrupts.ts';
import { probeHost } from '../../client/src/host/probe.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { transcribed } from '../../client/src/host/transcribe.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { recorder } from '../host/recorder.ts';
import { applyTo } from './applyRun.ts';
import { testDomain } from './domain.ts';
import { guestImage } from './guest.ts';
import { type KvmBox, startKvmBox } from './kvmBox.ts';

let box: KvmBox;
before(async () => {
  box = await startKvmBox();
});
after(() => box.stop());

const queueNumbers = [0, 1, 2, 3];

describe('a KVM host with vhost-net, over ssh', () => {
  let uuid: string;

  it('runs a guest with four queues, moved by four vhost workers', async () => {
    const domain = testDomain(await guestImage(), { type: 'kvm', queues: [4] });
    uuid = domain.uuid;

    const { report } = await applyTo(host(), domain.xml);

    assert.ok(report.outcome === 'applied' && report.guest, report.message);
    assert.equal(report.guest.problem, undefined);
    assert.equal(report.guest.vhostWorkers, 4);
    const [nic] = report.guest.interfaces;
    assert.deepEqual([nic?.maximum, nic?.got, nic?.problem], [4, 4, undefined]);
    assert.deepEqual(nic?.interrupts, { inputs: queueNumbers, outputs: queueNumbers, shared: false });
  });

  it('tells what it is', async () => {
    const { machineTypes, ...probed } = await probeHost(new Virsh(host(), 'qemu:///system'), 'the box');
    assert.ok(machineTypes.x86_64?.includes('q35'));
    assert.match(probed.hypervisor ?? '', /^QEMU \d/);
    assert.deepEqual([probed.hasKvm, probed.hasVhostNet, probed.bridges], [true, true, ['vqbr0']]);
    assert.ok(probed.cpuModels.includes('qemu64'));
    assert.equal(probed.tapQueues?.limit, 256);
  });

  for (const channels of [1, 4, 2]) {
    it(`sets the guest to ${channels} by its agent`, async () => {
      const guest = await setChannels(channels);
      assert.equal(guest.problem, undefined);
      assert.equal(guest.interfaces[0]?.got, channels);
      assert.equal(guest.vhostWorkers, 4);
      // QEMU lets go of the tap's queues that the guest does not use.
      assert.equal(guest.interfaces[0]?.tap?.now, channels);
    });
  }

  it('sees a burst spread over four queues, each on a CPU of its own', async () => {
    await setChannels(4);
    const seen = await inspectGuestQueues(uuid, tools(), async (domain, guest) => {
      assert.deepEqual(await sendBurst(domain, guest, tools().virsh), []);
    });
    const [nic] = seen.interfaces;
    assert.equal(nic?.problem, undefined);
    assert.deepEqual(nic?.rss, { kind: 'unsupported' });
    const received = (queues: readonly QueueReading[] = []) =>
      queues.map(({ input }) => total(input?.counts));
    const before = received(nic?.queuesBefore);
    const more = received(nic?.queuesNow).map((count, queue) => count - (before[queue] ?? 0));
    assert.equal(more.length, 4);
    assert.ok(
      more.every((count) => count > 0),
      `interrupts of each queue: ${more}`,
    );
    assert.equal(new Set(nic?.queuesNow?.map(({ inputAffinity }) => inputAffinity.join())).size, 4);
  });

  function setChannels(channels: number): Promise<GuestReport> {
    return setGuestQueues({ uuid, channels }, tools());
  }
});

function tools(): GuestTools {
  const transcript = recorder();
  return {
    virsh: new Virsh(transcribed(host(), transcript), 'qemu:///system'),
    transcript,
    patience: defaultPatience,
  };
}

function total(counts: CpuCounts = {}): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function host(): SshExec {
  return new SshExec(box.alias, ['-F', box.configFile]);
}
