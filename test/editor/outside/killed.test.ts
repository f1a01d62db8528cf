import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { storageIn } from '../../../client/src/apply/storage.ts';
import { guestChannels } from '../../lab/agent.ts';
import {
  domainState,
  removeDomain,
  type TestDomain,
  testDomain,
  until,
  waitForAgent,
  withQueues,
} from '../../lab/domain.ts';
import { guestImage } from '../../lab/guest.ts';
import { acquireLibvirt, type Libvirt } from '../../lab/libvirtd.ts';
import { type Sshd, startSshd } from '../../lab/sshd.ts';
import { hold } from '../../lab/trap.ts';
import { virshOk } from '../../lab/virsh.ts';
import { driver, pick } from '../driver.ts';
import { type OutsideWindow, openFile, openWindow, runCommand } from './openWindow.ts';

/** The extension's process ends in the middle of an apply over ssh: the new domain is stored, the old one is off. */
describe('the extension host is killed between turning off and starting', { timeout: 8 * 60_000 }, () => {
  let libvirt: Libvirt;
  let sshd: Sshd;
  let domain: TestDomain;
  let window: OutsideWindow;

  before(async () => {
    libvirt = await acquireLibvirt();
    sshd = await startSshd();
    domain = testDomain(await guestImage(), { queues: [undefined] });
    await virshOk(['define', '/dev/stdin'], { stdin: domain.xml });
    await virshOk(['start', domain.uuid]);
    await waitForAgent(domain.uuid);
    window = await openWindow({ 'virtqueue.ssh.configFile': sshd.configFile });
    writeFileSync(join(window.folder, 'killed.xml'), withQueues(domain, 4));
    await openFile('killed.xml');
  });

  after(async () => {
    await window?.close();
    if (domain) await removeDomain(domain.uuid);
    sshd?.stop();
    await libvirt?.release();
  });

  afterEach(async (test) => {
    if (!('passed' in test && test.passed)) await driver.screenshot('killed-failed');
  });

  it('and rolled back in the same window: the old VM runs as before', async () => {
    await applyAndKill();
    assert.equal(journals().length, 1);

    await driver.waitFor(toast);
    await driver.screenshot('killed-offer');
    await driver.click(`${toast} .monaco-button`);
    await pick('left half-way', 'Roll back');

    await until('the apply has ended', async () => journals().length === 0);
    assert.equal(await domainState(domain.uuid), 'running');
    assert.doesNotMatch(await virshOk(['dumpxml', '--inactive', domain.uuid]), /queues=/);
    await waitForAgent(domain.uuid);
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 1, current: 1 });
    await driver.waitFor('.xterm-rows:has-text("runs again as before")');
    await driver.screenshot('killed-rolled-back');
  });

  it('and resumed when the window has been opened again: the new VM runs', async () => {
    await applyAndKill();
    await window.reload();

    await driver.waitFor(toast);
    await driver.click(`${toast} .monaco-button`);
    await pick('left half-way', 'Resume');

    await until('the apply has ended', async () => journals().length === 0);
    assert.equal(await domainState(domain.uuid), 'running');
    assert.match(await virshOk(['dumpxml', '--inactive', domain.uuid]), /queues='4'/);
    assert.deepEqual(await guestChannels(domain.uuid, 'eth0'), { maximum: 4, current: 4 });
    await driver.screenshot('killed-resumed');
  });

  /** Applies by keys, and kills the extension host when `virsh start` has come to the host. */
  async function applyAndKill(): Promise<void> {
    const comes = hold(sshd, ['start']);
    await runCommand('Virtqueue: Apply to VM…');
    await pick('target host', sshd.alias);
    await pick('Apply', 'Store it and start it');
    await pick(' to ', 'Apply');
    const start = await comes();
    assert.equal(await domainState(domain.uuid), 'shut off');
    assert.match(await virshOk(['dumpxml', '--inactive', domain.uuid]), /queues='4'/);
    process.kill(window.extensionHost(), 'SIGKILL');
    start.release('lost');
    assert.equal(await domainState(domain.uuid), 'shut off');
  }

  function journals(): string[] {
    const folder = storageIn(window.storage).journals;
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.journal')) : [];
  }
});

const toast = '.notification-toast:has-text("was left half-way")';
