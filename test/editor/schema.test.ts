import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { driver } from './driver.ts';
import { clearWindow, eventually, useTheme } from './window.ts';

const domain = `<domain type='kvm'>
  <name>vm-3</name>
  <memory unit='GiB'>4</memory>
  <vcpu>4</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <devices>
    <disk type='network' device='disk'>
      <source file='/srv/vm-3.img'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <interface type='network'>
      <source network='default'/>
      <modle type='virtio'/>
    </interface>
  </devices>
</domain>
`;

describe('the schema, in words', () => {
  before(clearWindow);
  after(clearWindow);

  it('points at each mistake and renames what was misspelt', async () => {
    await useTheme('light');
    const document = await vscode.workspace.openTextDocument({ language: 'libvirt-domain', content: domain });
    const editor = await vscode.window.showTextDocument(document);
    const diagnostics = () => vscode.languages.getDiagnostics(document.uri);

    await eventually(() =>
      assert.deepEqual(
        diagnostics().map(({ code, range }) => [code, document.getText(range)]),
        [
          ['schema/misplaced-attribute', 'file'],
          ['schema/unknown-element', 'modle'],
        ],
      ),
    );
    const [misplaced, unknown] = diagnostics();
    assert.ok(misplaced && unknown);
    assert.match(misplaced.message, /^file does not go with type='network'/);
    assert.equal(document.getText(misplaced.relatedInformation?.[0]?.location.range), "type='network'");
    assert.match(unknown.message, /^There is no element <modle>\. Did you mean <model>\?/);

    editor.selection = new vscode.Selection(unknown.range.start, unknown.range.start);
    await vscode.commands.executeCommand('editor.action.marker.next');
    await driver.waitFor('.marker-widget', 5_000);
    await driver.screenshot('schema-problem');
    await vscode.commands.executeCommand('closeMarkersNavigation');

    editor.selection = new vscode.Selection(unknown.range.start, unknown.range.start);
    await vscode.commands.executeCommand('editor.action.autoFix');
    await eventually(() => assert.match(document.getText(), /<model type='virtio'\/>/));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
