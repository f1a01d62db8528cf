import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import { setGuestQueues } from '../../client/src/apply/guest.ts';
import type { GuestReport } from '../../client/src/apply/guestReport.ts';
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
    });
  }

  function setChannels(channels: number): Promise<GuestReport> {
    const transcript = recorder();
    return setGuestQueues(
      { uuid, channels },
      {
        virsh: new Virsh(transcribed(host(), transcript), 'qemu:///system'),
        transcript,
        patience: defaultPatience,
      },
    );
  }
});

function host(): SshExec {
  return new SshExec(box.alias, ['-F', box.configFile]);
}
