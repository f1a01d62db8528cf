import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { driver } from './driver.ts';
import { clearWindow, eventually, useTheme } from './window.ts';

const domain = `<domain type='kvm'>
  <name>web-1</name>
  <memory>8388608</memory>
  <vcpu>4</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <features>
    <acpi/>
  </features>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/srv/web-1.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <interface type='bridge'>
      <mac address='52:54:00:76:6d:01'/>
      <source bridge='br0'/>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>
    <interface type='network'>
      <mac address='52:54:00:76:6d:02'/>
      <source network='backup'/>
      <model type='virtio'/>
    </interface>
  </devices>
</domain>
`;

describe('a domain at a glance', () => {
  before(clearWindow);
  after(clearWindow);

  for (const theme of ['dark', 'light'] as const)
    it(`shows lenses, hints, the outline and what queues cost (${theme} window)`, async () => {
      await useTheme(theme);
      const editor = await openDomain();
      await vscode.commands.executeCommand('outline.focus');
      if (theme === 'dark') {
        await driver.click('.pane-header:has-text("examples")');
        await vscode.window.showTextDocument(editor.document);
        await widenSideBar();
      }
      await driver.waitFor(outlineRow('interface 52:54:00:76:6d:01bridge br0 · 4 queues'));
      await driver.waitFor('.codelens-decoration:has-text("4 queues · 4 vCPUs"):visible');
      await driver.waitFor('.view-line:has-text("8388608")');

      const { document } = editor;
      await vscode.window.showTextDocument(document);
      const queues = document.positionAt(document.getText().indexOf("queues='4'") + 2);
      editor.selection = new vscode.Selection(queues, queues);
      await vscode.commands.executeCommand('editor.action.showHover');
      const hover = await driver.waitFor('.monaco-hover:has-text("MSI-X vectors")');
      assert.match(hover, /Virtqueues: 9 \(2 × 4, and one for control\)/);
      assert.match(hover, /The guest will use 4/);
      assert.match(hover, /Since 1\.0\.6/);
      await driver.screenshot(`reading-${theme}`);
      await driver.press('Escape');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

  it('enables multi-queue by a click on the lens', async () => {
    const { document } = await openDomain();
    await driver.click('.codelens-decoration a:has-text("Enable multi-queue")');
    await eventually(() => assert.equal(document.getText().split("queues='4'").length, 3));
    await driver.waitUntilGone('.codelens-decoration a:has-text("Enable multi-queue")');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('grows a selection from a value to its element', async () => {
    const editor = await openDomain();
    const { document } = editor;
    const inside = document.positionAt(document.getText().indexOf('br0') + 1);
    editor.selection = new vscode.Selection(inside, inside);
    const grown: string[] = [];
    for (let step = 0; step < 4; step++) {
      await vscode.commands.executeCommand('editor.action.smartSelect.expand');
      grown.push(document.getText(editor.selection));
    }
    assert.deepEqual(grown, ['br0', "'br0'", "bridge='br0'", "<source bridge='br0'/>"]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

/** At the cost of the editor, which has the focus. */
async function widenSideBar(): Promise<void> {
  for (let step = 0; step < 2; step++)
    await vscode.commands.executeCommand('workbench.action.decreaseViewWidth');
}

const outlineRow = (text: string) => `.outline-pane .monaco-list-row:has-text("${text}")`;

async function openDomain(): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'libvirt-domain', content: domain });
  return vscode.window.showTextDocument(document);
}
