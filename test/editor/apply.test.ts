import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ApplyReport } from '../../client/src/apply/contract.ts';
import type { GuestOutcome } from '../../client/src/commands/setGuestQueues.ts';
import { guestChannels } from '../lab/agent.ts';
import {
  domainState,
  removeDomain,
  startAndWait,
  type TestDomain,
  testDomain,
  waitForAgent,
  withQueues,
} from '../lab/domain.ts';
import { guestImage } from '../lab/guest.ts';
import { acquireLibvirt, type Libvirt } from '../lab/libvirtd.ts';
import { type Sshd, startSshd } from '../lab/sshd.ts';
import { driver, pick } from './driver.ts';
import { noLabVariable } from './environment.ts';
import { clearWindow, configure, openExample, selectNoHost, useTheme } from './window.ts';

const documents = ['apply', 'apply-fails'] as const;

/** This machine as a remote host: the extension reaches its libvirt over ssh to 127.0.0.1. */
describe('Apply to VM…, over ssh', function () {
  this.timeout(10 * 60_000);
  let libvirt: Libvirt | undefined;
  let sshd: Sshd | undefined;
  let domain: TestDomain | undefined;

  before(async function () {
    const whyNot = process.env[noLabVariable];
    if (whyNot) {
      await driver.print(`Apply cannot be tested here: ${whyNot}`);
      this.skip();
    }
    libvirt = await acquireLibvirt();
    sshd = await startSshd();
    domain = testDomain(await guestImage(), { queues: [undefined] });
    await startAndWait(domain);
    await useTheme('dark');
    await configure({
      hosts: [{ name: 'Lab host', ssh: sshd.alias, uri: 'qemu:///system' }],
      'ssh.configFile': sshd.configFile,
    });
  });

  after(async () => {
    await clearWindow();
    for (const name of documents) {
      rmSync(pathOf(name), { force: true });
    }
    if (domain) await selectNoHost();
    await configure({
      hosts: undefined,
      'ssh.configFile': undefined,
      rules: undefined,
    });
    if (domain) await removeDomain(domain.uuid);
    sshd?.stop();
    await libvirt?.release();
  });

  it('brings four queues to a guest that had one', async () => {
    const { uuid } = running();
    assert.deepEqual(await guestChannels(uuid, 'eth0'), { maximum: 1, current: 1 });

    const report = await apply(withQueues(running(), 4), 'apply');

    assert.equal(report.outcome, 'applied', report.message);
    assert.equal(report.guest?.interfaces[0]?.got, 4);
    assert.deepEqual(await guestChannels(uuid, 'eth0'), { maximum: 4, current: 4 });
  });

  it('then sets the queues of the running guest to two', async () => {
    // The page of the plan lies above it.
    await openExample('apply.xml');
    const outcome = vscode.commands.executeCommand<GuestOutcome>('virtqueue.setGuestQueues');
    await pick('target host', 'Lab host');
    await pick('Queues in the guest', '2');
    await pick('For how long', 'Until it restarts');

    assert.equal((await outcome).outcome, 'applied');
    assert.deepEqual(await guestChannels(running().uuid, 'eth0'), { maximum: 4, current: 2 });
    await driver.screenshot('apply-guest-queues');
  });

  it('leaves the old VM running when the host cannot give that many queues', async () => {
    await configure({ rules: { 'queues-exceed-vcpus': 'off', 'queues-out-of-range': 'off' } });

    const report = await apply(withQueues(running(), 300), 'apply-fails');

    assert.equal(report.outcome, 'rolled-back', report.message);
    assert.match(report.message, /Unable to create tap device/);
    assert.equal(await domainState(running().uuid), 'running');
    await waitForAgent(running().uuid);
    assert.deepEqual(await guestChannels(running().uuid, 'eth0'), { maximum: 4, current: 4 });
  });

  function running(): TestDomain {
    assert.ok(domain);
    return domain;
  }
});

/** Drives the command as a person would; `name` names the screenshots of the plan, the end and the whole terminal. */
async function apply(xml: string, name: (typeof documents)[number]): Promise<ApplyReport> {
  writeFileSync(pathOf(name), xml);
  await openExample(`${name}.xml`);
  const report = vscode.commands.executeCommand<ApplyReport>('virtqueue.applyToVm');
  await pick('target host', 'Lab host');
  await pick('Apply', 'Run it once');
  await driver.waitFor('.quick-input-title:has-text(" to ssh ")');
  await driver.screenshot(`${name}-plan`);
  await pick(' to ', 'Apply');
  const result = await report;
  await driver.screenshot(`${name}-end`);
  await vscode.commands.executeCommand('workbench.action.toggleMaximizedPanel');
  await driver.screenshot(`${name}-terminal`);
  await vscode.commands.executeCommand('workbench.action.toggleMaximizedPanel');
  return result;
}

function pathOf(name: string): string {
  return join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', `${name}.xml`);
}
