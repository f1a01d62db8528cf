import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { changesBetween } from '../../client/src/apply/changes.ts';
import { isSameDomain } from '../../client/src/apply/compare.ts';
import { readForms } from '../../client/src/apply/hostForms.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { openDocument } from '../../server/src/service.ts';
import { removeDomain, testDomain, withQueues } from './domain.ts';
import { guestImage } from './guest.ts';
import { acquireLibvirt, type Libvirt } from './libvirtd.ts';
import { type Sshd, startSshd } from './sshd.ts';
import { virshOk } from './virsh.ts';

/** Devices without which hardly a VM is written, each as people write them. */
const usual = `<channel type='unix'><source mode='bind'/><target type='virtio' name='org.example.0'/></channel>
<input type='mouse' bus='ps2'/>
<input type='tablet' bus='usb'/>
<controller type='scsi' model='virtio-scsi'/>
<controller type='virtio-serial'/>
<sound model='ich6'/>
<video><model type='vga'/></video>
<watchdog model='i6300esb'/>
<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
<memballoon model='virtio'/>
`;

describe('what the real libvirt has of a domain, over ssh', () => {
  let libvirt: Libvirt;
  let sshd: Sshd;
  let host: Virsh;
  const uuids: string[] = [];
  before(async () => {
    libvirt = await acquireLibvirt();
    sshd = await startSshd();
    host = new Virsh(new SshExec(sshd.alias, ['-F', sshd.configFile]), 'qemu:///system');
  });
  after(async () => {
    for (const uuid of uuids) await removeDomain(uuid);
    sshd.stop();
    await libvirt.release();
  });

  async function domain(options: Parameters<typeof testDomain>[1] = {}) {
    const made = testDomain(await guestImage(), { channel: false, ...options });
    uuids.push(made.uuid);
    const graphics = "<graphics type='vnc' port='-1' passwd='geheim'/>\n    <serial";
    return { ...made, xml: made.xml.replace('<serial', graphics) };
  }

  it('is the document that was stored and started, but for what is edited', async () => {
    const vm = await domain({ queues: [2] });
    await virshOk(['define', '/dev/stdin'], { stdin: vm.xml });
    await virshOk(['start', vm.uuid]);
    const document = `<!-- mine -->\n${vm.xml}`;
    assert.deepEqual(await readForms(vm.uuid, openDocument(document), host), {
      stored: document,
      live: document,
    });
    const edited = withQueues(vm, 4);
    const { stored = '' } = await readForms(vm.uuid, openDocument(edited), host);
    assert.equal(stored, edited.replace("queues='4'", "queues='2'"));
  });

  for (const machine of ['pc', 'q35']) {
    for (const cpu of [
      '',
      "<cpu mode='maximum'/>",
      "<cpu mode='host-model'/>",
      "<cpu mode='custom'><model>qemu64</model></cpu>",
      "<cpu mode='custom'><model>qemu64</model><feature policy='disable' name='svm'/></cpu>",
    ]) {
      it(`differs in nothing from the document of a ${machine} with ${cpu || 'no CPU'} and what most VMs have`, async () => {
        const vm = await domain({ queues: [2] });
        const document = vm.xml
          .replace(/machine='[^']*'/, `machine='${machine}'`)
          .replace(/<cpu[^>]*\/>/, cpu)
          .replace('</devices>', () => `${usual}</devices>`);
        await virshOk(['define', '/dev/stdin'], { stdin: document });
        await virshOk(['start', vm.uuid]);
        const stored = await host.storedXml(vm.uuid);
        const live = await host.liveXml(vm.uuid);
        assert.deepEqual(changesBetween(stored, document), [], 'stored');
        assert.deepEqual(changesBetween(live, document), [], 'live');
        assert.deepEqual(changesBetween(live, stored), [], 'stored and live');
        assert.ok(isSameDomain(stored, live));
        assert.ok(isSameDomain(live, stored));
      });
    }
  }

  it('opens without a password, and as what the next start uses', async () => {
    const vm = await domain();
    await virshOk(['define', '/dev/stdin'], { stdin: vm.xml });
    await virshOk(['start', vm.uuid]);
    await virshOk(['define', '/dev/stdin'], { stdin: vm.xml.replace('<vcpu>4', '<vcpu>3') });
    const opened = await host.definition(vm.uuid);
    assert.match(opened, /^<domain type='qemu'>\n {2}<name>/);
    assert.match(opened, /<vcpu placement='static'>3</);
    assert.match(opened, /<graphics type='vnc'/);
    assert.doesNotMatch(opened, /geheim|passwd|<alias|<domain [^>]*id=/);
    const forms = await readForms(vm.uuid, openDocument(opened), host);
    assert.equal(forms.stored, opened);
    assert.notEqual(forms.live, opened);
  });

  it('of a transient domain is what runs, and can be started again', async () => {
    const vm = await domain();
    await virshOk(['create', '/dev/stdin'], { stdin: vm.xml });
    const opened = await host.definition(vm.uuid);
    assert.deepEqual(await readForms(vm.uuid, openDocument(opened), host), {
      stored: undefined,
      live: opened,
    });
    await virshOk(['destroy', vm.uuid]);
    await virshOk(['create', '--validate', '/dev/stdin'], { stdin: opened });
  });

  it('is listed with whether it runs, whatever its name', async () => {
    const name = "--all; echo active $(touch vq-trap) '";
    const [off, paused] = [await domain(), await domain()];
    await virshOk(['define', '/dev/stdin'], {
      stdin: off.xml.replace(/<name>.*<\/name>/, () => `<name>${name}</name>`),
    });
    await virshOk(['create', '--paused', '/dev/stdin'], { stdin: paused.xml });
    const list = await host.listing();
    const found = (uuid: string) => list.find((each) => each.uuid === uuid);
    assert.deepEqual(found(off.uuid), { uuid: off.uuid, name, power: 'off', persistent: true });
    assert.deepEqual(found(paused.uuid), {
      uuid: paused.uuid,
      name: paused.name,
      power: 'paused',
      persistent: false,
    });
  });
});
