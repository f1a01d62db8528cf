import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SeveralOutcome } from '../../client/src/commands/severalRun.ts';
import { domainState, removeDomain } from '../lab/domain.ts';
import { tinyDomain } from '../lab/faults/scenario.ts';
import { acquireLibvirt, type Libvirt } from '../lab/libvirtd.ts';
import { type Sshd, startSshd } from '../lab/sshd.ts';
import { virshOk } from '../lab/virsh.ts';
import { driver, pick, pickSeveral } from './driver.ts';
import { noLabVariable } from './environment.ts';
import { clearWindow, configure, openExample, useTheme } from './window.ts';

/** Without an agent, which nobody would answer. */
function vm() {
  const made = tinyDomain();
  const xml = (queues: number) => made.xml(queues).replace(/ *<channel[\s\S]*?<\/channel>\n/, '');
  return { ...made, xml, file: `${made.name}.xml` };
}

describe('Several VMs', function () {
  this.timeout(5 * 60_000);
  const [one, two, three] = [vm(), vm(), vm()];
  const all = [one, two, three];
  let libvirt: Libvirt | undefined;
  let sshd: Sshd | undefined;

  before(async function () {
    const whyNot = process.env[noLabVariable];
    if (whyNot) {
      await driver.print(`Nothing can be applied here: ${whyNot}`);
      this.skip();
    }
    libvirt = await acquireLibvirt();
    sshd = await startSshd();
    await clearWindow();
    await useTheme('dark');
    await configure({
      hosts: [{ name: 'Lab host', ssh: sshd.alias, uri: 'qemu:///system' }],
      'ssh.configFile': sshd.configFile,
    });
    for (const { xml } of all) await virshOk(['define', '/dev/stdin'], { stdin: xml(1) });
    // What is paused cannot hear a request to shut down: turning it off is a question.
    await virshOk(['start', '--paused', one.uuid]);
  });

  after(async () => {
    await clearWindow();
    await useTheme('dark');
    for (const { file, uuid } of all) {
      rmSync(pathOf(file), { force: true });
      await removeDomain(uuid);
    }
    await configure({ hosts: undefined, 'ssh.configFile': undefined });
    sshd?.stop();
    await libvirt?.release();
  });

  it('are given their documents: a plan for all, one question, and a table of what became of each', async () => {
    writeFileSync(pathOf(one.file), one.xml(2));
    writeFileSync(pathOf(two.file), two.xml(3));
    writeFileSync(pathOf(three.file), three.xml(99));
    for (const { file } of all) await openExample(file);

    const outcome = vscode.commands.executeCommand<SeveralOutcome>('virtqueue.applySeveral');
    await driver.waitFor('.quick-input-title:has-text("Apply to several VMs")');
    await driver.screenshot('several-documents');
    await driver.press('Enter');
    await pickSeveral('target hosts', 'Lab host');
    await pick('Apply to several VMs', 'Store it and start it');
    await driver.waitFor('.quick-input-title:has-text("Apply to 2 VMs?")');
    await driver.screenshot('several-plan-dark');
    await useTheme('light');
    await driver.screenshot('several-plan-light');
    await useTheme('dark');
    await pick('Apply to 2 VMs?', 'One after another');
    await pick('does not shut down', 'Turn it off by force');

    const { results } = await outcome;
    await driver.screenshot('several-end');
    assert.deepEqual(
      results.map(({ name, outcome }) => [name, outcome]).sort(),
      [
        [one.name, 'applied'],
        [two.name, 'applied'],
        [three.file, 'refused'],
      ].sort(),
    );
    assert.deepEqual(await Promise.all(all.map(stateOf)), [
      ['running', '2'],
      ['running', '3'],
      ['shut off', '1'],
    ]);
    await driver.waitFor('.xterm-rows:has-text("2 of 3 done.")');
    await vscode.commands.executeCommand('notifications.showList');
    await driver.click('.notifications-center a:has-text("Show Report")');
    await driver.waitFor('.tab:has-text("several-vms.md")');
    await driver.screenshot('several-report');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('are given multi-queue as the host has them, with no document here', async () => {
    await clearWindow();
    await virshOk(['define', '/dev/stdin'], { stdin: one.xml(1) });
    const outcome = vscode.commands.executeCommand<SeveralOutcome>('virtqueue.enableMultiQueueOnVms');
    await pickSeveral('target hosts', 'Lab host');
    await driver.waitFor('.quick-input-title:has-text("Enable multi-queue on several VMs")');
    await pickSeveral('Enable multi-queue on several VMs', one.name, two.name, three.name);
    await pick('Enable multi-queue on several VMs', 'Store it only');
    await driver.waitFor('.quick-input-title:has-text("Apply to 2 VMs?")');
    await driver.screenshot('several-multi-queue-plan');
    await pick('Apply to 2 VMs?', '2 at a time');

    const { results } = await outcome;
    assert.deepEqual(
      new Map(results.map(({ name, outcome }) => [name, outcome])),
      new Map([
        [one.name, 'applied'],
        [two.name, 'unchanged'],
        [three.name, 'applied'],
      ]),
    );
    assert.deepEqual(await Promise.all(all.map(stateOf)), [
      ['running', '4'],
      ['running', '3'],
      ['shut off', '4'],
    ]);
    assert.match(await virshOk(['dumpxml', '--inactive', '--security-info', one.uuid]), /passwd='hush4vnc'/);
  });
});

async function stateOf({ uuid }: { readonly uuid: string }): Promise<unknown> {
  const xml = await virshOk(['dumpxml', '--inactive', uuid]);
  return [await domainState(uuid), /queues='(\d+)'/.exec(xml)?.[1] ?? '1'];
}

function pathOf(name: string): string {
  return join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', name);
}
