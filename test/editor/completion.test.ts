import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { driver } from './driver.ts';
import { clearWindow, eventually, useTheme } from './window.ts';

const before = `<domain type='kvm'>
  <name>vm-4</name>
  <memory unit='GiB'>4</memory>
  <vcpu>4</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <devices>
`;
const behind = `
  </devices>
</domain>
`;
const suggestions = '.suggest-widget.visible';

describe('completion', () => {
  beforeEach(clearWindow);
  after(clearWindow);

  async function open(line: string): Promise<vscode.TextDocument> {
    const content = before + line + behind;
    const document = await vscode.workspace.openTextDocument({ language: 'libvirt-domain', content });
    const end = document.positionAt(before.length + line.length);
    // Not set afterwards: keys that are typed at once would come before it.
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end) });
    await driver.waitFor('.codelens-decoration:has-text("Apply to VM")');
    return document;
  }

  for (const theme of ['dark', 'light'] as const)
    it(`inserts a whole multi-queue network card, and then offers numbers of queues (${theme} window)`, async () => {
      await useTheme(theme);
      const document = await open('    ');
      await driver.type('<');
      await driver.waitFor(`${suggestions} .monaco-list-row:has-text("audio")`);
      await driver.type('internet');
      await driver.waitFor(
        `${suggestions} .monaco-list-row.focused:has-text("interface network virtio multi-queue")`,
      );
      await showDetails('A network card of the VM');
      await driver.screenshot(`completion-${theme}`);
      await driver.press('Enter');
      const inserted = `    <interface type='network'>
      <source network='default'/>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>`;
      await eventually(() => assert.equal(document.getText(), before + inserted + behind));
      await driver.press('Tab');
      await driver.waitFor(`${suggestions} .monaco-list-row:has-text("8")`);
      await driver.screenshot(`completion-${theme}-queues`);
      await driver.press('Escape');
      await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []));
    });

  it('closes the element that is open', async () => {
    const document = await open("    <interface type='network'>\n      <model type='virtio'/>\n    </");
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await driver.waitFor(`${suggestions} .monaco-list-row:has-text("</interface>")`, 20_000);
    await driver.press('Enter');
    await eventually(() => assert.match(document.getText(), /\n {4}<\/interface>\n/));
  });
});

/** Details stay shown, or hidden, from one list to the next. */
async function showDetails(text: string): Promise<void> {
  const details = `.suggest-details-container:has-text("${text}")`;
  try {
    await driver.waitFor(details, 2_000);
  } catch {
    await driver.press('Control+Space');
    await driver.waitFor(details, 10_000);
  }
}
