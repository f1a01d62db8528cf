import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { driver } from './driver.ts';
import { clearWindow, eventually, useTheme } from './window.ts';

/** As it comes out of a few editors: the indentation is nobody's, and an I/O thread has a number to be changed. */
const untidy = `<domain type='kvm'>
    <name>vm-4</name>
  <memory unit='GiB'>4</memory><vcpu>4</vcpu>
  <iothreadids>
  <iothread id='1'/>
  <iothread id='2'/>
  </iothreadids>
  <cputune>
      <iothreadpin iothread='2' cpuset='7'/>
  </cputune>
  <os>
\t<type arch='x86_64' machine='q35'>hvm</type>
  </os>


  <devices>
    <!-- The database. -->
    <disk type='block' device='disk'>
        <driver name='qemu' type='raw' iothread='2'/>
        <source dev='/dev/vg0/db'/>
      <target dev='vda' bus='virtio'/></disk>
  </devices>
</domain>
`;

const tidy = `<domain type='kvm'>
  <name>vm-4</name>
  <memory unit='GiB'>4</memory>
  <vcpu>4</vcpu>
  <iothreadids>
    <iothread id='1'/>
    <iothread id='2'/>
  </iothreadids>
  <cputune>
    <iothreadpin iothread='2' cpuset='7'/>
  </cputune>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>

  <devices>
    <!-- The database. -->
    <disk type='block' device='disk'>
      <driver name='qemu' type='raw' iothread='2'/>
      <source dev='/dev/vg0/db'/>
      <target dev='vda' bus='virtio'/>
    </disk>
  </devices>
</domain>
`;

const renamed = tidy.replaceAll("id='2'", "id='5'").replaceAll("iothread='2'", "iothread='5'");

const pinned = renamed.replace(
  '  <cputune>\n',
  `  <cputune>\n${[0, 1, 2, 3].map((cpu) => `    <vcpupin vcpu='${cpu}' cpuset='${cpu}'/>\n`).join('')}`,
);

describe('formatting, rename and refactorings', () => {
  before(clearWindow);
  after(clearWindow);

  for (const theme of ['dark', 'light'] as const) {
    it(`tidies a domain, renames an I/O thread in it, and pins its vCPUs (${theme} window)`, async () => {
      await useTheme(theme);
      const document = await vscode.workspace.openTextDocument({
        language: 'libvirt-domain',
        content: untidy,
      });
      const editor = await vscode.window.showTextDocument(document);
      const putCursor = (text: string) => {
        const position = document.positionAt(document.getText().indexOf(text) + text.length);
        editor.selection = new vscode.Selection(position, position);
        editor.revealRange(editor.selection);
      };

      await eventually(async () => {
        await vscode.commands.executeCommand('editor.action.formatDocument');
        assert.equal(document.getText(), tidy);
      });

      putCursor("type='raw' iothread='2");
      await eventually(() => driver.waitFor('.wordHighlightStrong', 5_000));
      await driver.press('F2');
      await driver.waitFor('.rename-box input:focus', 5_000);
      await driver.type('0');
      await driver.press('Enter');
      // VS Code shows no toasts while it is driven.
      await vscode.commands.executeCommand('notifications.showList');
      assert.match(
        await driver.waitFor('.notifications-center .notification-list-item'),
        /whole number from 1/,
      );
      await vscode.commands.executeCommand('notifications.clearAll');
      await vscode.window.showTextDocument(document);

      await driver.press('F2');
      await driver.waitFor('.rename-box input:focus', 5_000);
      await driver.type('5');
      await driver.screenshot(`rename-${theme}`);
      await driver.press('Enter');
      await eventually(() => assert.equal(document.getText(), renamed));

      putCursor('<vcpu>');
      const choice = '.action-widget .monaco-list-row:has-text("Pin 4 vCPUs to host CPUs one to one")';
      await eventually(async () => {
        await driver.press('Control+.');
        await driver.waitFor(choice, 2_000);
      });
      await driver.screenshot(`refactoring-${theme}-offered`);
      await driver.click(choice);
      await eventually(() => assert.equal(document.getText(), pinned));
      await driver.screenshot(`refactoring-${theme}-done`);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  }
});
