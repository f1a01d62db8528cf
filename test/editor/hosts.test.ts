import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { KnownHost } from '../../client/src/views/hostKnowledge.ts';
import { acquireLibvirt, type Libvirt } from '../lab/libvirtd.ts';
import { type Sshd, startSshd } from '../lab/sshd.ts';
import { domainWith } from '../support/domains.ts';
import { driver, pick } from './driver.ts';
import { noLabVariable } from './environment.ts';
import { clearWindow, configure, eventually, selectNoHost, useTheme } from './window.ts';

const passphrase = 'a passphrase of the test';
const statusItem = '.statusbar-item:has-text("Lab host")';

/** This machine as a host that ssh has never seen, with a key that has a passphrase. */
describe('Select Target Host', function () {
  this.timeout(5 * 60_000);
  let libvirt: Libvirt | undefined;
  let sshd: Sshd | undefined;

  before(async function () {
    const whyNot = process.env[noLabVariable];
    if (whyNot) {
      await driver.print(`No target host can be tested here: ${whyNot}`);
      this.skip();
    }
    libvirt = await acquireLibvirt();
    sshd = await startSshd({ asks: true, passphrase });
    await clearWindow();
    await useTheme('dark');
    await configure({
      hosts: [{ name: 'Lab host', ssh: sshd.alias, uri: 'qemu:///system' }],
      'ssh.configFile': sshd.configFile,
    });
  });

  after(async () => {
    await clearWindow();
    await selectNoHost();
    await configure({ hosts: undefined, 'ssh.configFile': undefined });
    sshd?.stop();
    await libvirt?.release();
  });

  it('asks what ssh asks, and then documents are held against the limits of that host', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'libvirt-domain',
      content: domainWith("<driver queues='300'/>"),
    });
    await vscode.window.showTextDocument(document);
    await driver.waitFor('.statusbar-item:has-text("No target host")');

    const known = vscode.commands.executeCommand<KnownHost | undefined>('virtqueue.selectTargetHost');
    await pick('target host', 'Lab host');
    const trust = '.quick-input-title:has-text("do you trust this host?")';
    await driver.waitFor(trust);
    await driver.screenshot('hosts-key');
    await pick('do you trust this host?', 'Connect');
    await driver.waitFor('.quick-input-message:has-text("Enter passphrase for key")');
    await driver.type('a slip');
    await driver.press('Enter');
    await driver.waitFor('.quick-input-message:has-text("asked again: the last answer may have been wrong")');
    await driver.type(passphrase);
    await driver.screenshot('hosts-passphrase');
    await driver.press('Enter');

    const kernel = execFileSync('uname', ['-r'], { encoding: 'utf8' }).trim();
    const found = await known;
    assert.equal(found?.host.name, 'Lab host');
    assert.equal(found.host.tapQueues?.kernel, kernel);
    assert.ok(found.schemas, 'its schemas are copied');
    await driver.waitFor(statusItem);
    await eventually(() =>
      assert.match(
        vscode.languages.getDiagnostics(document.uri)[0]?.message ?? '',
        /^300 queues are above the 256 that a tap device of Lab host takes/,
      ),
    );
    await driver.hover(statusItem);
    await driver.waitFor('.hover-contents:has-text("asked just now")');
    await driver.screenshot('hosts-status-dark');
    await useTheme('light');
    await driver.screenshot('hosts-status-light');
  });

  it('asks nothing again while the connection lasts', async () => {
    const known = vscode.commands.executeCommand<KnownHost | undefined>('virtqueue.selectTargetHost');
    await pick('target host', 'Lab host');
    assert.equal((await known)?.host.name, 'Lab host');
  });
});
