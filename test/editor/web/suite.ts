import * as vscode from 'vscode';
import { domainWith } from '../../support/domains.ts';
import { driver } from '../driver.ts';

/**
 * Runs in the extension host of a browser, where there is no Node and so no test runner of ours: each test is a
 * function here, and throws.
 */
const tests: Record<string, () => Promise<void>> = {
  async 'the extension host is a worker without Node'() {
    same(typeof globalThis.process, 'undefined');
    same(vscode.env.uiKind, vscode.UIKind.Web);
    same(vscode.env.remoteName, undefined);
  },

  async 'finds the nine queues, and fixes them'() {
    const document = await open('vm-1.xml', domainWith("<driver name='vhost' queues='9'/>"));
    await eventually(() => same(document.languageId, 'libvirt-domain'));
    const [problem] = await eventually(() => problemsOf(document, ['queues-out-of-range']));
    if (problem === undefined) throw new Error('no problem');
    same(document.getText(problem.range), '9');
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(problem.range.start, problem.range.start);
    await vscode.commands.executeCommand('editor.action.marker.next');
    await driver.waitFor('.marker-widget', 10_000);
    await driver.screenshot('web-problem');
    await driver.click('.marker-widget a:has-text("queues-out-of-range")');
    await eventually(() => {
      const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'virtqueue-rules');
      matches(page?.getText() ?? '', /^# queues-out-of-range\n/);
    });
    await driver.screenshot('web-rule-page');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.commands.executeCommand('closeMarkersNavigation');
    await vscode.commands.executeCommand('editor.action.autoFix');
    await eventually(() => problemsOf(document, []));
    matches(document.getText(), /queues='4'/);
  },

  async 'asks the built-in grammar, and explains what is under the mouse'() {
    const document = await open(
      'vm-2.xml',
      domainWith("<driver name='vhost' queues='4'/><filterreff filter='clean'/>"),
    );
    await eventually(() => problemsOf(document, ['schema/unknown-element']));
    const at = document.positionAt(document.getText().indexOf('<vcpu>') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((each) => (each as vscode.MarkdownString).value),
    );
    matches(text.join('\n'), /CPU/);
  },

  async 'completes what may come'() {
    const document = await open('vm-5.xml', domainWith("<driver name='vhost' "));
    await eventually(() => same(document.languageId, 'libvirt-domain'));
    const at = document.positionAt(document.getText().indexOf("'vhost' ") + "'vhost' ".length);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    same(labels.includes('queues'), true);
  },

  async 'minds virtqueue.config.json, and its changes'() {
    const document = await open('configured/vm-3.xml', domainWith("<driver name='vhost' queues='4'/>"));
    await eventually(() => same(document.languageId, 'libvirt-domain'));
    const settings = { queues: { max: 2 }, rules: { 'queues-out-of-range': 'warning' } };
    await write('configured/virtqueue.config.json', JSON.stringify(settings));
    const [problem] = await eventually(() => problemsOf(document, ['queues-out-of-range']));
    same(problem?.severity, vscode.DiagnosticSeverity.Warning);
  },

  async 'has the commands of the language, and none that needs a host'() {
    const all = await vscode.commands.getCommands(true);
    same(all.includes('virtqueue.enableMultiQueueOnAll'), true);
    same(all.includes('virtqueue.applyToVm'), false);
    await driver.press('F1');
    await driver.type('Virtqueue:');
    const offered = await driver.waitFor('.quick-input-list', 10_000);
    await driver.screenshot('web-palette');
    await driver.press('Escape');
    matches(offered, /Enable Multi-Queue/);
    same(/Apply|Restore Backup|Guest Queues/.test(offered), false);
    await vscode.commands.executeCommand('virtqueue.restartServer');
    const document = await open('vm-4.xml', domainWith("<driver name='vhost' queues='9'/>"));
    await eventually(() => problemsOf(document, ['queues-out-of-range']));
  },
};

/** What VS Code calls in the extension host; rejects when a test failed. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      await driver.print(`✔ ${name}`);
    } catch (error) {
      failed++;
      await driver.screenshot(`web-failed-${failed}`);
      await driver.print(`✖ ${name}\n${error instanceof Error ? error.stack : error}`);
    }
  }
  await driver.finish({ passed: Object.keys(tests).length - failed, failed, skipped: 0 });
  if (failed > 0) throw new Error(`${failed} tests failed`);
}

function uriOf(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder, name);
}

async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
}

async function open(name: string, text: string): Promise<vscode.TextDocument> {
  await write(name, text);
  await vscode.commands.executeCommand('vscode.open', uriOf(name), { preview: false });
  const document = vscode.window.activeTextEditor?.document;
  same(document?.uri.toString(), uriOf(name).toString());
  return document as vscode.TextDocument;
}

/** The problems of the document, once they are of these rules. */
function problemsOf(document: vscode.TextDocument, codes: string[]): vscode.Diagnostic[] {
  const found = vscode.languages.getDiagnostics(document.uri);
  const foundCodes = found.map(({ code }) => (typeof code === 'object' ? code.value : code));
  same(JSON.stringify(foundCodes.sort()), JSON.stringify(codes));
  return found;
}

function same(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`expected ${expected}, found ${found}`);
}

function matches(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`expected ${pattern} in ${text}`);
}

async function eventually<T>(assertion: () => T, patience = 20_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return assertion();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
