import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ApplyReport } from '../../client/src/apply/contract.ts';
import { storageIn } from '../../client/src/apply/storage.ts';
import { domainState, removeDomain } from '../lab/domain.ts';
import { leaveHalfWay } from '../lab/faults/halfWay.ts';
import { tinyDomain } from '../lab/faults/scenario.ts';
import { acquireLibvirt, type Libvirt } from '../lab/libvirtd.ts';
import { type Sshd, startSshd } from '../lab/sshd.ts';
import { virshOk } from '../lab/virsh.ts';
import { driver, pick } from './driver.ts';
import { noLabVariable } from './environment.ts';
import { storageFolderOf } from './launcher/workspace.ts';
import { clearWindow, configure, useTheme } from './window.ts';

/** Another process was killed when it had stored the new domain and turned the old one off. */
describe('An apply that was left half-way', function () {
  this.timeout(3 * 60_000);
  const domain = tinyDomain();
  const { uuid } = domain;
  let libvirt: Libvirt | undefined;
  let sshd: Sshd | undefined;

  before(async function () {
    const whyNot = process.env[noLabVariable];
    if (whyNot) {
      await driver.print(`Nothing can be left half-way here: ${whyNot}`);
      this.skip();
    }
    libvirt = await acquireLibvirt();
    sshd = await startSshd();
    await clearWindow();
    await useTheme('dark');
    await configure({ 'ssh.configFile': sshd.configFile });
    await virshOk(['define', '/dev/stdin'], { stdin: domain.xml(2) });
    await virshOk(['start', uuid]);
    await leaveHalfWay({
      scenario: { mode: 'persist', was: 'running', place: 'start', fault: 'killed before, roll back' },
      text: domain.xml(4),
      storage: storageFolder(),
      host: { alias: sshd.alias, configFile: sshd.configFile },
    });
  });

  after(async () => {
    await clearWindow();
    await useTheme('dark');
    await configure({ 'ssh.configFile': undefined });
    await removeDomain(uuid);
    sshd?.stop();
    await libvirt?.release();
  });

  it('is rolled back: the old VM runs as before', async () => {
    assert.deepEqual([await domainState(uuid), await storedQueues()], ['shut off', '4']);
    assert.equal(journals().length, 1);

    const report = vscode.commands.executeCommand<ApplyReport>('virtqueue.finishApply');
    await driver.waitFor('.quick-input-title:has-text("left half-way")');
    await inBothThemes('unfinished-choice');
    await pick('left half-way', 'Roll back');

    const { outcome, message } = await report;
    assert.equal(outcome, 'rolled-back', message);
    assert.deepEqual([await domainState(uuid), await storedQueues()], ['running', '2']);
    assert.deepEqual(journals(), []);
    await inBothThemes('unfinished-rolled-back');
  });

  it('has nothing more to finish then', async () => {
    const { outcome } = await vscode.commands.executeCommand<{ outcome: string }>('virtqueue.finishApply');
    assert.equal(outcome, 'refused');
  });

  it('leaves a backup, from which the definition comes back that somebody has changed', async () => {
    await virshOk(['define', '/dev/stdin'], { stdin: domain.xml(3) });

    const report = vscode.commands.executeCommand<ApplyReport>('virtqueue.restoreBackup');
    await driver.waitFor('.quick-input-title:has-text("Restore a backup")');
    await inBothThemes('restore-choice');
    await pick('Restore a backup', domain.name);
    await pick('Apply', 'Store it only');
    await driver.waitFor('.quick-input-title:has-text(" to ssh ")');
    await inBothThemes('restore-plan');
    await pick(' to ', 'Apply');

    const { outcome, message } = await report;
    assert.equal(outcome, 'applied', message);
    assert.deepEqual([await domainState(uuid), await storedQueues()], ['running', '2']);
  });

  async function storedQueues(): Promise<string | undefined> {
    const xml = await virshOk(['dumpxml', '--inactive', uuid]);
    return /queues='(\d+)'/.exec(xml)?.[1];
  }
});

function storageFolder(): string {
  const examples = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return storageFolderOf(join(examples, '..', 'profile'));
}

function journals(): string[] {
  const folder = storageIn(storageFolder()).journals;
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.journal')) : [];
}

async function inBothThemes(name: string): Promise<void> {
  await useTheme('light');
  await driver.screenshot(`${name}-light`);
  await useTheme('dark');
  await driver.screenshot(`${name}-dark`);
}
