import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { guestChannels, guestExec } from './agent.ts';
import { domainState, removeDomain, startAndWait, type TestDomain, testDomain, until } from './domain.ts';
import { type GuestImage, guestImage } from './guest.ts';
import { acquireLibvirt } from './libvirtd.ts';
import { virsh, virshOk } from './virsh.ts';

let image: GuestImage;
let libvirt: { release(): Promise<void> };
before(async () => {
  image = await guestImage();
  libvirt = await acquireLibvirt();
});
after(() => libvirt.release());

describe('the test guest', () => {
  let domain: TestDomain;
  before(async () => {
    domain = testDomain(image, { queues: [4, undefined] });
    await startAndWait(domain);
  });
  after(() => removeDomain(domain.uuid));

  it('uses all four queues of its first interface', async () => {
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 4, current: 4 });
  });

  it('has one queue on the interface that asks for none', async () => {
    assert.deepEqual(await guestChannels(domain.uuid, 'eth1'), { maximum: 1, current: 1 });
  });

  it('has an interrupt for each direction of each queue, and one for the configuration', async () => {
    const interrupts = await inGuest('cat', '/proc/interrupts');
    assert.equal(interrupts.match(/virtio0-/g)?.length, 9);
  });

  it('names its interfaces in the order of the XML', async () => {
    const addresses = await inGuest('cat', '/sys/class/net/eth0/address', '/sys/class/net/eth1/address');
    assert.deepEqual(
      addresses.trim().split('\n'),
      domain.interfaces.map(({ mac }) => mac),
    );
  });

  it('powers off when the power button is pressed', async () => {
    await virshOk(['shutdown', '--mode', 'acpi', domain.uuid]);
    await until('the guest is off', async () => (await domainState(domain.uuid)) === undefined);
  });

  async function inGuest(...argv: string[]): Promise<string> {
    const output = await guestExec(domain.uuid, argv);
    assert.equal(output?.code, 0, output?.stderr);
    return output.stdout;
  }
});

describe('a stubborn test guest', () => {
  let domain: TestDomain;
  before(async () => {
    domain = testDomain(image, { vcpus: 1, switches: ['vq.noacpi', 'vq.noethtool'] });
    await startAndWait(domain);
  });
  after(() => removeDomain(domain.uuid));

  it('has no ethtool', async () => {
    const output = await guestExec(domain.uuid, ['sh', '-c', 'ethtool -l eth0']);
    assert.equal(output?.code, 127);
  });

  it('has no one at the power button', async () => {
    const output = await guestExec(domain.uuid, ['pidof', 'acpid']);
    assert.equal(output?.code, 1);
  });

  it('powers off when the agent is told', async () => {
    await virshOk(['shutdown', '--mode', 'agent', domain.uuid]);
    await until('the guest is off', async () => (await domainState(domain.uuid)) === undefined);
  });
});

describe('a test guest without agent', () => {
  it('boots and powers off by its power button', async () => {
    const domain = testDomain(image, { vcpus: 1, switches: ['vq.noagent'] });
    await virshOk(['create', '--validate', '/dev/stdin'], { stdin: domain.xml });
    try {
      await until('the guest is off', async () => {
        // Nobody answers to ask whether it has booted: the button is pressed until it has.
        const pressed = await virsh(['shutdown', '--mode', 'acpi', domain.uuid]);
        return pressed.code !== 0 && (await domainState(domain.uuid)) === undefined;
      });
    } finally {
      await removeDomain(domain.uuid);
    }
  });
});
