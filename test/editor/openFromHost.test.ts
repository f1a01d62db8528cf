import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ComparisonOutcome } from '../../client/src/commands/compareWithHost.ts';
import type { NotStarted } from '../../client/src/commands/subject.ts';
import { removeDomain, type TestDomain, testDomain } from '../lab/domain.ts';
import { guestImage } from '../lab/guest.ts';
import { acquireLibvirt, type Libvirt } from '../lab/libvirtd.ts';
import { virshOk } from '../lab/virsh.ts';
import { driver, pick } from './driver.ts';
import { noLabVariable } from './environment.ts';
import { clearWindow, eventually, selectNoHost, useTheme } from './window.ts';

/** The libvirt of this machine. */
describe('a domain from the host', function () {
  this.timeout(5 * 60_000);
  let libvirt: Libvirt | undefined;
  let domain: TestDomain | undefined;
  let saved: vscode.Uri | undefined;

  before(async function () {
    const whyNot = process.env[noLabVariable];
    if (whyNot) {
      await driver.print(`No host can be asked here: ${whyNot}`);
      this.skip();
    }
    libvirt = await acquireLibvirt();
    domain = testDomain(await guestImage(), { queues: [2, undefined] });
    await virshOk(['define', '/dev/stdin'], { stdin: domain.xml });
    await virshOk(['start', domain.uuid]);
    await clearWindow();
    await useTheme('dark');
  });

  after(async () => {
    await clearWindow();
    await useTheme('dark');
    if (saved) rmSync(saved.fsPath, { force: true });
    await selectNoHost();
    if (domain) await removeDomain(domain.uuid);
    await libvirt?.release();
  });

  it('is opened by its name, as what the next start uses', async () => {
    const { name, uuid } = known();
    const opened = vscode.commands.executeCommand<vscode.Uri>('virtqueue.openFromHost');
    await pick('target host', 'This machine');
    await driver.waitFor(`.quick-input-widget .monaco-list-row:has-text("running"):has-text("${uuid}")`);
    await driver.screenshot('open-from-host-list');
    await driver.type(uuid);
    await driver.waitUntilGone('.quick-input-widget .monaco-list-row:has-text("Another host…")');
    await driver.press('Enter');
    const uri = await opened;
    assert.match(uri.path, new RegExp(`/${name}\\.xml$`));
    const { document } = editor();
    assert.equal(document.languageId, 'libvirt-domain');
    assert.equal(document.getText(), await virshOk(['dumpxml', '--inactive', uuid]));
  });

  it('has a lens with its queues that leads to Inspect Queues', async () => {
    const { document } = editor();
    const card = document.positionAt(document.getText().indexOf('<interface'));
    editor().revealRange(new vscode.Range(card, card), vscode.TextEditorRevealType.AtTop);
    await driver.click('.codelens-decoration a:has-text("2 queues · 4 vCPUs")');
    await driver.waitFor('.quick-input-title:has-text("Inspect the queues of")');
    await driver.press('Escape');
    await driver.waitUntilGone('.quick-input-title:has-text("Inspect the queues of")');
  });

  it('differs from what the host has in what was edited, and in nothing else', async () => {
    const { document } = editor();
    const at = document.getText().indexOf("queues='2'") + "queues='".length;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 1)), '4');
    await vscode.workspace.applyEdit(edit);
    editor().revealRange(new vscode.Range(0, 0, 0, 0));

    await driver.click('.codelens-decoration a:has-text("Compare with Host…")');
    const { original, modified } = await eventually(shownDifference);
    assert.equal(modified.toString(), document.uri.toString());
    const host = (await vscode.workspace.openTextDocument(original)).getText();
    assert.equal(document.getText(), host.replace("queues='2'", "queues='4'"));
    assert.notEqual(document.getText(), host);

    await driver.waitFor('.monaco-diff-editor .char-insert');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await vscode.commands.executeCommand('workbench.action.compareEditor.nextChange');
    await driver.screenshot('compare-with-host-dark');
    await useTheme('light');
    await driver.screenshot('compare-with-host-light');
    await useTheme('dark');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('was asked for by commands that can be read in a terminal', async () => {
    vscode.window.terminals.find(({ name }) => name === 'Virtqueue')?.show(true);
    await driver.waitFor('.xterm-rows:has-text("virsh -c qemu:///system dumpxml --inactive")');
    await driver.screenshot('open-from-host-terminal');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('is saved beside the other documents without a question', async () => {
    const { document } = editor();
    const text = document.getText();
    await vscode.commands.executeCommand('workbench.action.files.save');
    saved = await eventually(() => {
      const { uri } = editor().document;
      assert.equal(uri.scheme, 'file');
      return uri;
    });
    assert.equal(readFileSync(saved.fsPath, 'utf8'), text);
    await eventually(() => assert.equal(editor().document.languageId, 'libvirt-domain'));
  });

  it('asks which form is meant once what runs is not what is stored', async () => {
    await virshOk(['define', '/dev/stdin'], { stdin: editor().document.getText() });
    const outcome = compare();
    await driver.waitFor('.quick-input-title:has-text("Compare")');
    await driver.screenshot('compare-with-host-forms');
    await pick('Compare', 'stored');
    assert.equal((await outcome).outcome, 'same');
  });

  it('is opened a second time under another name, and one that the host does not have is told of', async () => {
    const opened = vscode.commands.executeCommand<vscode.Uri>('virtqueue.openFromHost');
    await pick('Open a domain of', known().name);
    assert.match((await opened).path, new RegExp(`/${known().name}-2\\.xml$`));
    const content = known()
      .xml.replace(known().name, 'nobody-has-this')
      .replace(/<uuid>.*<\/uuid>/, '');
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'libvirt-domain', content }),
    );
    const outcome = await compare();
    assert.deepEqual(outcome, {
      outcome: 'refused',
      message: 'This machine has no domain "nobody-has-this".',
    });
    await vscode.commands.executeCommand('notifications.showList');
    await driver.waitFor('.notifications-center:has-text("has no domain"):has-text("Another host…")');
    await driver.screenshot('compare-with-host-unknown');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  function known(): TestDomain {
    assert.ok(domain);
    return domain;
  }
});

const compare = () =>
  Promise.resolve(
    vscode.commands.executeCommand<ComparisonOutcome | NotStarted>('virtqueue.compareWithHost'),
  );

function editor(): vscode.TextEditor {
  assert.ok(vscode.window.activeTextEditor);
  return vscode.window.activeTextEditor;
}

function shownDifference(): vscode.TabInputTextDiff {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  assert.ok(input instanceof vscode.TabInputTextDiff);
  return input;
}
