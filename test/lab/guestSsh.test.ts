import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import { inspectGuestQueues, setGuestQueues } from '../../client/src/apply/guest.ts';
import type { GuestWay } from '../../client/src/apply/reachGuest.ts';
import type { GuestAccess } from '../../client/src/host/hostEntries.ts';
import { LocalExec } from '../../client/src/host/local.ts';
import { SshExec } from '../../client/src/host/ssh.ts';
import { transcribed } from '../../client/src/host/transcribe.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { recorder } from '../host/recorder.ts';
import { run } from '../support/cli.ts';
import { removeDomain, type TestDomain, testDomain } from './domain.ts';
import { guestImage } from './guest.ts';
import { acquireLibvirt, type Libvirt } from './libvirtd.ts';
import { type Sshd, startSshd } from './sshd.ts';
import { virshOk } from './virsh.ts';

let libvirt: Libvirt;
let sshd: Sshd;
let domain: TestDomain;

/** A guest without agent; the host reaches it over the link only, and this machine is that host. */
before(async () => {
  libvirt = await acquireLibvirt();
  sshd = await startSshd();
  const folder = dirname(sshd.configFile);
  const [, sshKey = ''] = readFileSync(join(folder, 'user.pub'), 'utf8').split(' ');
  domain = testDomain(await guestImage(), { queues: [2], vcpus: 2, switches: ['vq.noagent'], sshKey });
  appendFileSync(
    sshd.configFile,
    `
Host fe80*
  IdentityFile ${join(folder, 'user')}
  IdentitiesOnly yes
  StrictHostKeyChecking accept-new
  UserKnownHostsFile ${join(folder, 'known_guests')}
`,
  );
  await virshOk(['create', '--validate', '/dev/stdin'], { stdin: domain.xml });
});
after(async () => {
  await removeDomain(domain.uuid);
  sshd.stop();
  await libvirt.release();
});

const transcript = recorder();
const patience = { ...defaultPatience, agent: 240_000 };

function access(via: GuestAccess['via']): GuestAccess {
  return { via, user: 'root', address: linkLocal(), direct: false };
}

describe('a guest reached by ssh', () => {
  it('is set through its host, where its agent does not serve, and the reason is told', async () => {
    const host = new SshExec(sshd.alias, ['-F', sshd.configFile]);
    const way: GuestWay = { access: access('auto'), connect: (destination) => host.beyond(destination) };
    const virsh = new Virsh(transcribed(host, transcript), 'qemu:///system');

    const report = await setGuestQueues(
      { uuid: domain.uuid, channels: 1 },
      { virsh, transcript, patience, way },
    );

    assert.equal(report.problem, undefined);
    assert.deepEqual([report.onlineCpus, report.interfaces[0]?.before, report.interfaces[0]?.got], [2, 2, 1]);
    assert.ok(
      transcript.lines.some((line) =>
        /^# Into the guest by ssh root@fe80:\S+, because the agent does not serve: The guest agent is not connected/.test(
          line,
        ),
      ),
      transcript.lines.join('\n'),
    );
  });

  it('says where nothing in it could set the channels again', async () => {
    const host = new SshExec(sshd.alias, ['-F', sshd.configFile]);
    const way: GuestWay = { access: access('ssh'), connect: (destination) => host.beyond(destination) };
    const virsh = new Virsh(transcribed(host, transcript), 'qemu:///system');
    const report = await setGuestQueues(
      { uuid: domain.uuid, channels: 1, keep: true },
      { virsh, transcript, patience, way },
    );
    assert.equal(report.interfaces[0]?.got, 1);
    assert.equal(report.interfaces[0]?.problem?.failure, 'not-kept');
  });

  it('is read directly from its host', async () => {
    const connect = async (destination: string) => new SshExec(destination, ['-F', sshd.configFile]);
    const virsh = new Virsh(transcribed(new LocalExec(), transcript), 'qemu:///system');

    const report = await inspectGuestQueues(domain.uuid, {
      virsh,
      transcript,
      patience,
      way: { access: access('ssh'), connect },
    });

    assert.equal(report.problem, undefined);
    assert.match(report.way ?? '', /^by ssh root@fe80:/);
    assert.equal(report.interfaces[0]?.got, 1);
    assert.equal(report.interfaces[0]?.queuesNow?.length, 2);
  });

  it('is set from the command line, through its host, and the reason is told', () => {
    const { status, stdout, stderr } = run([
      ...['guest', '--host', sshd.alias, '--ssh-config', sshd.configFile, '--json'],
      ...['--guest-user', 'root', '--guest-address', linkLocal(), '--channels', '2', domain.name],
    ]);
    assert.equal(status, 0, stderr);
    const [{ outcome, guest }] = JSON.parse(stdout);
    assert.deepEqual([outcome, guest.interfaces[0].before, guest.interfaces[0].got], ['applied', 1, 2]);
    assert.match(stderr, /^Into the guest by ssh root@fe80:\S+, because the agent does not serve: /m);
  });

  it('is told from the command line to keep what nothing in it could set again: 1', () => {
    const { status, stdout } = run([
      ...['guest', '--ssh-config', sshd.configFile, '--json', '--guest-via', 'ssh', '--persist'],
      ...['--guest-user', 'root', '--guest-address', linkLocal(), '--channels', '1', domain.name],
    ]);
    assert.equal(status, 1, stdout);
    const [{ guest }] = JSON.parse(stdout);
    assert.deepEqual([guest.interfaces[0].got, guest.interfaces[0].problem.failure], [1, 'not-kept']);
  });

  it('is not tried with an address that a shell could read as more', async () => {
    const virsh = new Virsh(new LocalExec(), 'qemu:///system');
    const hostile = { ...access('ssh'), address: 'fe80::1;id' };
    const connect = () => assert.fail('it was given to ssh');
    const report = await inspectGuestQueues(domain.uuid, {
      virsh,
      transcript,
      patience,
      way: { access: hostile, connect },
    });
    assert.match(report.problem?.message ?? '', /is not an address that ssh can be given/);
  });
});

/** What the guest's kernel makes of the address of its interface (RFC 4291, appendix A), on the link of its tap. */
function linkLocal(): string {
  const [{ mac = '', target = '' } = {}] = domain.interfaces;
  const [first = 0, ...bytes] = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  const digits = [first ^ 2, ...bytes.slice(0, 2), 0xff, 0xfe, ...bytes.slice(2)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return `fe80::${digits.join('').replace(/.{4}(?=.)/g, '$&:')}%${target}`;
}
