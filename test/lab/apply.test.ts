import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import { setGuestQueues } from '../../client/src/apply/guest.ts';
import type { Exec } from '../../client/src/host/exec.ts';
import { LocalExec } from '../../client/src/host/local.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { recorder } from '../host/recorder.ts';
import { guestChannels } from './agent.ts';
import { applyTo } from './applyRun.ts';
import {
  domainState,
  removeDomain,
  startAndWait,
  type TestDomain,
  testDomain,
  waitForAgent,
  withQueues,
} from './domain.ts';
import { type GuestImage, guestImage } from './guest.ts';
import { acquireLibvirt, type Libvirt } from './libvirtd.ts';
import { type Sshd, startSshd } from './sshd.ts';
import { virsh, virshOk } from './virsh.ts';

let image: GuestImage;
let libvirt: Libvirt;
let sshd: Sshd;
let remote: Exec;
const local = new LocalExec();
before(async () => {
  image = await guestImage();
  libvirt = await acquireLibvirt();
  sshd = await startSshd();
  remote = new SshExec(sshd.alias, ['-F', sshd.configFile]);
});
after(async () => {
  sshd.stop();
  await libvirt.release();
});

async function stored(uuid: string): Promise<string> {
  return (await virsh(['dumpxml', '--inactive', uuid])).stdout;
}

describe('a persistent VM, over ssh', () => {
  let domain: TestDomain;
  before(async () => {
    domain = testDomain(image, { queues: [undefined] });
    await virshOk(['define', '/dev/stdin'], { stdin: domain.xml });
    await virshOk(['start', domain.uuid]);
    await waitForAgent(domain.uuid);
  });
  after(() => removeDomain(domain.uuid));

  it('has one queue, is applied, and has four in use', async () => {
    const { uuid } = domain;
    assert.deepEqual(await guestChannels(uuid, 'eth0'), { maximum: 1, current: 1 });

    const { report, transcript } = await applyTo(remote, withQueues(domain, 4));

    assert.equal(report.outcome, 'applied', report.message);
    const [eth0] = report.guest?.interfaces ?? [];
    assert.deepEqual([eth0?.device, eth0?.asked, eth0?.got, eth0?.maximum], ['eth0', 4, 4, 4]);
    assert.deepEqual(eth0?.interrupts, { inputs: [0, 1, 2, 3], outputs: [0, 1, 2, 3], shared: false });
    assert.equal(report.guest?.canHaveVhost, false);
    assert.deepEqual(await guestChannels(uuid, 'eth0'), { maximum: 4, current: 4 });
    assert.doesNotMatch(await stored(uuid), /queues/);
    const shown = transcript.filter((line) => line.startsWith('$ '));
    assert.ok(shown.includes(`$ ssh ${sshd.alias} virsh -c qemu:///system shutdown ${uuid}`));
    assert.ok(shown.every((line) => line.startsWith(`$ ssh ${sshd.alias} `)));
  });

  it('then two, set in the guest alone', async () => {
    const report = await setGuestQueues(
      { uuid: domain.uuid, channels: 2 },
      { virsh: new Virsh(remote, 'qemu:///system'), transcript: recorder(), patience: defaultPatience },
    );
    assert.deepEqual(
      report.interfaces.map(({ before, got, problem }) => ({ before, got, problem })),
      [{ before: 4, got: 2, problem: undefined }],
    );
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 4, current: 2 });
  });

  it('says why the guest refuses more than it has', async () => {
    const report = await setGuestQueues(
      { uuid: domain.uuid, channels: 5 },
      { virsh: new Virsh(remote, 'qemu:///system'), transcript: recorder(), patience: defaultPatience },
    );
    assert.match(
      report.interfaces[0]?.problem?.message ?? '',
      /5 channels are more than eth0 has: the domain gives it 4/,
    );
  });

  it('runs again as it ran when 300 queues cannot be had', async () => {
    const { report } = await applyTo(remote, withQueues(domain, 300));

    assert.equal(report.outcome, 'rolled-back', report.message);
    assert.match(
      report.message,
      /Unable to create tap device .*: Argument list too long\nA tap device takes 256/,
    );
    assert.equal(await domainState(domain.uuid), 'running');
    await waitForAgent(domain.uuid);
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 4, current: 4 });
    assert.doesNotMatch(await stored(domain.uuid), /queues/);
  });
});

describe('a transient VM, on this machine', () => {
  let domain: TestDomain;
  before(async () => {
    domain = testDomain(image, { queues: [2] });
    await startAndWait(domain);
  });
  after(() => removeDomain(domain.uuid));

  it('runs again from the backup when 300 queues cannot be had', async () => {
    const { report } = await applyTo(local, withQueues(domain, 300));

    assert.equal(report.outcome, 'rolled-back', report.message);
    await waitForAgent(domain.uuid);
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 2, current: 2 });
    assert.match(await virshOk(['dominfo', domain.uuid]), /Persistent: +no/);
  });

  it('is still transient when 300 queues cannot be had and it was to be stored', async () => {
    const { report } = await applyTo(local, withQueues(domain, 300), { mode: 'persist' });

    assert.equal(report.outcome, 'rolled-back', report.message);
    assert.equal(await domainState(domain.uuid), 'running');
    assert.match(await virshOk(['dominfo', domain.uuid]), /Persistent: +no/);
  });

  it('is persistent once it was stored and started, also without a uuid in the document', async () => {
    await waitForAgent(domain.uuid);
    const text = withQueues(domain, 4).replace(/<uuid>.*<\/uuid>/, '');
    const { report } = await applyTo(local, text, { mode: 'persist' });

    assert.equal(report.outcome, 'applied', report.message);
    assert.equal(report.uuid, domain.uuid);
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 4, current: 4 });
    assert.match(await stored(domain.uuid), /queues='4'/);
  });

  it('runs on undisturbed when libvirt refuses to store the document', async () => {
    const text = withQueues(domain, 4).replace('<devices>', '<devices><emulator>/nowhere</emulator>');
    const { report } = await applyTo(local, text, { mode: 'persist' });

    assert.equal(report.outcome, 'failed');
    assert.match(report.message, /Cannot check QEMU binary[\s\S]*runs on as before/);
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 4, current: 4 });
  });
});

describe('a guest that does not listen', () => {
  let domain: TestDomain;
  before(async () => {
    domain = testDomain(image, { vcpus: 1, channel: false, switches: ['vq.noacpi'] });
    await virshOk(['create', '--validate', '/dev/stdin'], { stdin: domain.xml });
  });
  after(() => removeDomain(domain.uuid));

  it('is left running unless force is agreed to', async () => {
    const { report } = await applyTo(local, domain.xml, { force: 'cancel', shutdown: 1500 });

    assert.equal(report.outcome, 'cancelled');
    assert.equal(await domainState(domain.uuid), 'running');
  });

  it('is turned off by force once that is agreed to', async () => {
    const { report } = await applyTo(local, domain.xml, { force: 'force', shutdown: 1500 });

    assert.equal(report.outcome, 'applied', report.message);
    assert.equal(await domainState(domain.uuid), 'running');
  });

  it('has no agent to ask either, and the report says what is missing', async () => {
    const report = await setGuestQueues(
      { uuid: domain.uuid, channels: 1 },
      { virsh: new Virsh(local, 'qemu:///system'), transcript: recorder(), patience: defaultPatience },
    );
    assert.equal(report.problem?.failure, 'no-channel');
  });
});

it('a guest without ethtool runs, and the report says what is missing', async () => {
  const domain = testDomain(image, { vcpus: 1, switches: ['vq.noethtool'] });
  try {
    const { report } = await applyTo(local, domain.xml);
    assert.equal(report.outcome === 'applied' && report.guest?.problem?.failure, 'no-ethtool');
  } finally {
    await removeDomain(domain.uuid);
  }
});

describe('hostile names', () => {
  /** Would appear where a shell runs: here, or at home on the other side. */
  const trap = `vq-trap-${process.pid}`;
  const names = [
    `-vq; touch ${trap};`,
    `vq $(touch ${trap})`,
    `--vq \`touch ${trap}\``,
    `vq'"; touch ${trap} #`,
    ' vq two  blanks ',
    'vq\\b',
    'vq 虚拟机',
  ];

  for (const name of names) {
    for (const place of ['this machine', 'ssh']) {
      it(`"${name}" arrives exactly, on ${place}`, async () => {
        const domain = testDomain(image, { channel: false });
        const xml = domain.xml.replace(/<name>.*<\/name>/, () => `<name>${name}</name>`);
        try {
          await virshOk(['define', '/dev/stdin'], { stdin: xml });
          const { report } = await applyTo(place === 'ssh' ? remote : local, xml);
          assert.equal(report.outcome, 'applied', report.message);
          const running = await virshOk(['list', '--uuid', '--name']);
          assert.ok(running.split('\n').includes(`${domain.uuid} ${name}`), running);
          for (const folder of [process.cwd(), homedir()]) assert.ok(!existsSync(join(folder, trap)));
        } finally {
          await removeDomain(domain.uuid);
        }
      });
    }
  }
});
