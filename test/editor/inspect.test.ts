import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ApplyReport } from '../../client/src/apply/contract.ts';
import type { GuestReport } from '../../client/src/apply/guestReport.ts';
import type { GuestOutcome } from '../../client/src/commands/setGuestQueues.ts';
import { testDomain } from '../lab/domain.ts';
import { guestImage } from '../lab/guest.ts';
import { type KvmBox, startKvmBox } from '../lab/kvmBox.ts';
import { driver, pick } from './driver.ts';
import { noLabVariable } from './environment.ts';
import { clearWindow, configure, openExample, selectNoHost, useTheme } from './window.ts';

/** A KVM host with vhost-net, reached over ssh. */
describe('Queues on a KVM host', function () {
  this.timeout(15 * 60_000);
  let box: KvmBox | undefined;

  before(async function () {
    const whyNot = process.env[noLabVariable];
    if (whyNot) {
      await driver.print(`No KVM host can be tested here: ${whyNot}`);
      this.skip();
    }
    box = await startKvmBox();
    await clearWindow();
    await useTheme('dark');
    await configure({ hosts: [{ name: 'KVM host', ssh: box.alias }], 'ssh.configFile': box.configFile });
    writeFileSync(documentPath(), testDomain(await guestImage(), { type: 'kvm', queues: [4] }).xml);
    await openExample('kvm.xml');
  });

  after(async () => {
    await clearWindow();
    rmSync(documentPath(), { force: true });
    await selectNoHost();
    await configure({ hosts: undefined, 'ssh.configFile': undefined });
    await box?.stop();
  });

  it('are four, with four vhost workers, after Apply', async () => {
    const report = vscode.commands.executeCommand<ApplyReport>('virtqueue.applyToVm');
    await pick('target host', 'KVM host');
    await pick('Apply', 'Run it once');
    await driver.waitFor('.quick-input-title:has-text(" to ssh ")', 180_000);
    await pick(' to ', 'Apply');
    const { outcome, message, ...rest } = await report;
    assert.equal(outcome, 'applied', message);
    const guest = 'guest' in rest ? rest.guest : undefined;
    assert.deepEqual([guest?.interfaces[0]?.got, guest?.vhostWorkers], [4, 4]);
  });

  it('are shown down to the CPUs, with a burst that spreads', async () => {
    await openExample('kvm.xml');
    const report = vscode.commands.executeCommand<GuestReport>('virtqueue.inspectQueues');
    await pick('Inspect the queues', 'Look, and see a short burst spread');
    const { interfaces, problem } = await report;
    assert.equal(problem, undefined);
    assert.equal(interfaces[0]?.tap?.now, 4);
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await driver.screenshot('inspect-dark');
    await useTheme('light');
    await driver.screenshot('inspect-light');
  });

  it('are set in the guest to one, to four and to two', async () => {
    for (const channels of [1, 4, 2]) {
      await openExample('kvm.xml');
      const outcome = vscode.commands.executeCommand<GuestOutcome>('virtqueue.setGuestQueues');
      await pick('target host', 'KVM host');
      await driver.waitFor('.quick-input-title:has-text("Queues in the guest")', 180_000);
      await pick('Queues in the guest', `${channels}`);
      await pick('For how long', 'Until it restarts');
      const { guest, message } = await outcome;
      assert.deepEqual([guest.interfaces[0]?.got, guest.vhostWorkers], [channels, 4], message);
    }
    await driver.screenshot('inspect-guest-queues');
  });
});

function documentPath(): string {
  return join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'kvm.xml');
}
