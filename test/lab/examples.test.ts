import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/setup/root.ts';
import { guestExec } from './agent.ts';
import { removeDomain, waitForAgent } from './domain.ts';
import { guestImage } from './guest.ts';
import { acquireLibvirt } from './libvirtd.ts';
import { run, virsh, virshOk } from './virsh.ts';

const schema = '/usr/share/libvirt/schemas/domain.rng';
const pathOf = (name: string) => join(root, 'examples', name);

describe('the examples', () => {
  for (const name of ['vm-1.xml', 'vm-2-kvm.xml', 'test-driver.xml']) {
    it(`${name} is valid by libvirt's schema`, async () => {
      const { code, stderr } = await run(['xmllint', '--noout', '--relaxng', schema, pathOf(name)]);
      assert.equal(code, 0, stderr);
    });
  }

  it('vm-broken.xml is not, and libvirt would take it once its "four" is a number', async () => {
    assert.notEqual(
      (await run(['xmllint', '--noout', '--relaxng', schema, pathOf('vm-broken.xml')])).code,
      0,
    );
    const libvirt = await acquireLibvirt();
    const uuid = randomUUID();
    const broken = readFileSync(pathOf('vm-broken.xml'), 'utf8').replace(
      '<name>',
      `<uuid>${uuid}</uuid><name>vq-`,
    );
    try {
      assert.match((await virsh(['define', '/dev/stdin'], { stdin: broken })).stderr, /'queues'.*'four'/);
      await virshOk(['define', '/dev/stdin'], { stdin: broken.replace("'four'", "'4'") });
    } finally {
      await removeDomain(uuid);
      await libvirt.release();
    }
  });

  it("test-driver.xml runs in libvirt's test driver", async () => {
    // One virsh for both: each has a test driver of its own.
    const script = `create --validate '${pathOf('test-driver.xml')}'; dumpxml test-driver`;
    assert.match(await virshOk([script], { uri: 'test:///default' }), /<driver queues='4'\/>/);
  });

  it('vm-1.xml boots with as many queues as its comment recommends', async () => {
    const image = await guestImage();
    const libvirt = await acquireLibvirt();
    const uuid = randomUUID();
    // The host's network and the VM's identity are somebody's: this one gets its own.
    const xml = readFileSync(pathOf('vm-1.xml'), 'utf8')
      .replace('<name>vm-1<', `<name>vq-test-${process.pid}-example<`)
      .replace(/<uuid>.*</, `<uuid>${uuid}<`)
      .replace(/<mac .*>/, '')
      .replace("type='network'", "type='ethernet'")
      .replace("<source network='default'/>", '')
      .replace('/var/lib/virtqueue-lab/vmlinuz', image.kernel)
      .replace('/var/lib/virtqueue-lab/initrd', image.initrd)
      .replace("queues='9'", "queues='4'");
    try {
      await virshOk(['create', '--validate', '/dev/stdin'], { stdin: xml });
      await waitForAgent(uuid);
      const channels = await guestExec(uuid, ['ethtool', '-l', 'eth0']);
      assert.match(channels?.stdout ?? '', /Current hardware settings:[\s\S]*Combined:\s+4\n/);
    } finally {
      await removeDomain(uuid);
      await libvirt.release();
    }
  });
});
