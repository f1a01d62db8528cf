import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { driver } from './driver.ts';
import { eventually, openExample, useTheme } from './window.ts';

for (const theme of ['dark', 'light'] as const) {
  describe(`examples/vm-1.xml in a ${theme} window`, () => {
    let editor: vscode.TextEditor;
    before(async () => {
      await useTheme(theme);
      editor = await openExample('vm-1.xml');
    });
    after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

    it('is known as libvirt domain XML', () =>
      eventually(() => assert.equal(editor.document.languageId, 'libvirt-domain')));

    it('has exactly one problem: nine queues', async () => {
      const [problem, ...others] = await eventually(() => {
        const found = diagnosticsOf(editor);
        assert.notEqual(found.length, 0);
        return found;
      });
      assert.equal(others.length, 0);
      assert.equal(problem?.code, 'queues-out-of-range');
      assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(editor.document.getText(problem.range), '9');
    });

    it('offers the fix at the cursor', async () => {
      const nine = diagnosticsOf(editor)[0]?.range.start ?? new vscode.Position(0, 0);
      editor.selection = new vscode.Selection(nine, nine);
      editor.revealRange(new vscode.Range(nine, nine), vscode.TextEditorRevealType.InCenter);
      await driver.press('Control+.');
      assert.match(await driver.waitFor('.action-widget'), /queues/);
      await driver.screenshot(`language-${theme}-problem`);
      await driver.press('Escape');
    });

    it('is clean after the preferred fix', async () => {
      const [problem] = diagnosticsOf(editor);
      assert.ok(problem);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        problem.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      const preferred = actions.filter((action) => action.isPreferred);
      assert.equal(preferred.length, 1);
      assert.ok(preferred[0]?.edit);
      assert.ok(await vscode.workspace.applyEdit(preferred[0].edit));
      await eventually(() => assert.deepEqual(diagnosticsOf(editor), []));
      assert.match(editor.document.getText(), /<driver queues='4'\/>/);
      await driver.screenshot(`language-${theme}-fixed`);
    });
  });
}

function diagnosticsOf(editor: vscode.TextEditor): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(editor.document.uri);
}
