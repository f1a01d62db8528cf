import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { driver, pick } from './driver.ts';
import { clearWindow, eventually, openExample, useTheme } from './window.ts';

describe('the language support', () => {
  before(async () => {
    await clearWindow();
    await saveByItself('off');
  });
  after(async () => {
    await clearWindow();
    await saveByItself(undefined);
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`finds the nine queues of examples/vm-1.xml and fixes them (${theme} window)`, async () => {
      await useTheme(theme);
      const editor = await openExample('vm-1.xml');
      const { document } = editor;
      const diagnostics = () => vscode.languages.getDiagnostics(document.uri);
      await eventually(() => assert.equal(document.languageId, 'libvirt-domain'));

      await eventually(() => assert.equal(diagnostics().length, 1));
      const [problem] = diagnostics();
      assert.ok(problem);
      assert.equal(ruleOf(problem), 'queues-out-of-range');
      assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(document.getText(problem.range), '9');

      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(problem.range.start, problem.range.start);
      const menu = await eventually(async () => {
        await driver.press('Control+.');
        return driver.waitFor('.action-widget', 2_000);
      });
      assert.match(menu, /queues/);
      await driver.screenshot(`language-${theme}-problem`);
      await driver.press('Escape');

      const fix = await preferredFix(document, problem);
      assert.ok(await vscode.workspace.applyEdit(fix));
      await eventually(() => assert.deepEqual(diagnostics(), []));
      assert.match(document.getText(), /<driver queues='4'\/>/);
      await driver.screenshot(`language-${theme}-fixed`);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  }

  it("shows a rule's page by a click on the code of a problem", async () => {
    const editor = await openExample('vm-1.xml');
    const [problem] = await eventually(() => {
      const all = vscode.languages.getDiagnostics(editor.document.uri);
      assert.equal(all.length, 1);
      return all;
    });
    assert.ok(problem);
    editor.selection = new vscode.Selection(problem.range.start, problem.range.start);
    await vscode.commands.executeCommand('editor.action.showHover');
    await driver.click('.monaco-hover a:has-text("queues-out-of-range")');
    const shown = await eventually(() => {
      const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'virtqueue-rules');
      assert.equal(page?.uri.path, '/queues-out-of-range.md');
      return page;
    });
    assert.match(shown.getText(), /^# queues-out-of-range\n.+queues='9'.+queues='4'/s);
    await driver.waitFor('.tab.active:has-text("queues-out-of-range.md")');
    await driver.screenshot('language-rule-page');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('enables multi-queue on all interfaces by the command of the palette', async () => {
    const { document } = await openExample('vm-2-kvm.xml');
    await eventually(() => assert.equal(vscode.languages.getDiagnostics(document.uri).length, 1));
    assert.doesNotMatch(document.getText(), /<driver name='vhost'/);
    await vscode.commands.executeCommand('virtqueue.enableMultiQueueOnAll');
    await eventually(() => assert.match(document.getText(), /<driver name='vhost' queues='\d'\/>/));
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('inserts a whole device, and copies one into a document of its own', async () => {
    const { document } = await openExample('vm-2-kvm.xml');
    const inserted = vscode.commands.executeCommand('virtqueue.insertDevice');
    await pick('Insert a device', 'guest agent');
    assert.equal(await inserted, true);
    const agent = document.getText().indexOf("      <target type='virtio' name='org.qemu.guest_agent.0'/>\n");
    assert.ok(agent > 0, document.getText());
    await eventually(() => assert.match(document.getText(), /\n {4}<\/channel>\n {2}<\/devices>\n/));

    const editor = await vscode.window.showTextDocument(document);
    const place = document.positionAt(agent + 8);
    editor.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand('virtqueue.copyDevice');
    const copy = vscode.window.activeTextEditor?.document;
    assert.match(copy?.getText() ?? '', /^<channel type='unix'>\n {2}<target [^\n]+\n<\/channel>\n$/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

/** What a test has changed and then reverts must not have been saved meanwhile, as VS Code in a browser does after a second. */
async function saveByItself(when: 'off' | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('files')
    .update('autoSave', when, vscode.ConfigurationTarget.Global);
}

/** The rule's id; the client makes it a link to the rule's page. */
function ruleOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

async function preferredFix(
  document: vscode.TextDocument,
  problem: vscode.Diagnostic,
): Promise<vscode.WorkspaceEdit> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    problem.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const preferred = actions.filter((action) => action.isPreferred);
  assert.equal(preferred.length, 1);
  assert.ok(preferred[0]?.edit);
  return preferred[0].edit;
}
