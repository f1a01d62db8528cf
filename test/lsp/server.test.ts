import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import * as l10n from '@vscode/l10n';
import type { CodeAction, CodeLens, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SchemaStatus } from '../../server/src/protocol.ts';
import { domainWith as domain } from '../support/domains.ts';
import { LspClient } from '../support/lspClient.ts';

const uri = 'file:///vm-1.xml';

describe('language server', () => {
  let client: LspClient;

  beforeEach(async () => {
    ({ client } = await LspClient.inProcess({
      commands: ['virtqueue.applyToVm', 'virtqueue.inspectQueues'],
      rulePages: 'file:///docs/rules',
    }));
  });
  afterEach(() => client.close());

  test('publishes a diagnostic with its exact range, source, code and page', async () => {
    await client.open(uri, domain("<driver name='vhost' queues='9'/>"));
    const [diagnostic, ...others] = await client.diagnostics(uri, 1);
    assert.deepEqual(others, []);
    assert.deepEqual(diagnostic?.range, {
      start: { line: 11, character: 35 },
      end: { line: 11, character: 36 },
    });
    assert.equal(diagnostic?.source, 'virtqueue');
    assert.equal(diagnostic?.code, 'queues-out-of-range');
    assert.equal(diagnostic?.severity, 1);
    assert.equal(diagnostic?.codeDescription?.href, 'file:///docs/rules/queues-out-of-range.md');
  });

  test('a burst of edits is published for its last version only', async () => {
    await client.open(uri, domain("<driver queues='9'/>"));
    await client.diagnostics(uri, 1);
    const typed = ['', 'q', 'qu', 'que'];
    await Promise.all(typed.map((text, index) => client.change(uri, index + 2, domain(`<driver ${text}`))));
    await client.change(uri, 6, domain("<driver queues='4'/>"));
    assert.deepEqual(await client.diagnostics(uri, 6), []);
    const versions = client.published.map(({ version }) => version ?? 0);
    assert.ok(versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0)));
    assert.ok(versions.length < 6, `published ${versions}`);
  });

  test('closing a document takes its diagnostics away', async () => {
    await client.open(uri, domain("<driver queues='9'/>"));
    await client.diagnostics(uri, 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
    assert.deepEqual(client.published.at(-1), { uri, diagnostics: [] });
  });

  test('a changed setting is a changed verdict', async () => {
    await client.open(uri, domain("<driver queues='4'/>"));
    assert.deepEqual(await client.diagnostics(uri, 1), []);
    client.settings = { queues: { max: 2 }, rules: { 'queues-out-of-range': 'warning' } };
    client.published.length = 0;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const [diagnostic] = await client.diagnostics(uri, 1);
    assert.equal(diagnostic?.code, 'queues-out-of-range');
    assert.equal(diagnostic?.severity, 2);
  });

  test('the preferred quick fix sets the highest number that is allowed', async () => {
    const text = domain("<driver name='vhost' queues='9'/>");
    await client.open(uri, text);
    const [diagnostic] = await client.diagnostics(uri, 1);
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostic?.range,
      context: { diagnostics: [diagnostic], only: ['quickfix'] },
    });
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => [title, isPreferred]),
      [
        ['Set queues to 4', true],
        ['Remove queues', false],
        ['Disable queues-out-of-range here', false],
      ],
    );
    assert.equal(applied(text, actions[0]), domain("<driver name='vhost' queues='4'/>"));
  });

  test('"fix all" is made only when asked for', async () => {
    const text = domain("<driver name='vhost' Queues='9'/>");
    await client.open(uri, text);
    const ask = (only?: string[]) =>
      client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [], only },
      });
    assert.deepEqual(await ask(), []);
    const [fixAll] = await ask(['source.fixAll']);
    assert.equal(applied(text, fixAll), domain("<driver name='vhost' queues='4'/>"));
  });

  test('a lens above <domain> offers Apply, where the client has the command', async () => {
    await client.open(uri, domain(''));
    const [lens] = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    assert.equal(lens?.range.start.line, 0);
    assert.deepEqual(lens?.command, {
      title: 'Apply to VM…',
      command: 'virtqueue.applyToVm',
      arguments: [uri],
    });
  });

  test('the lens with the queues leads to Inspect Queues, where the client has the command', async () => {
    await client.open(uri, domain("<driver queues='4'/>"));
    const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    assert.deepEqual(lenses.find(({ command }) => command?.title.startsWith('4 queues'))?.command, {
      title: '4 queues · 4 vCPUs',
      command: 'virtqueue.inspectQueues',
      arguments: [uri],
    });
  });

  for (const [name, text] of Object.entries({
    empty: '',
    'not XML': 'hello, world',
    'another root element': '<network/>',
    NUL: '<domain>\0</domain>',
    'lone surrogate': "<domain type='\ud800'/>",
    'byte order mark and CRLF': "\ufeff<domain type='kvm'>\r\n</domain>\r\n",
    'entity bomb':
      '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><domain>&b;</domain>',
    '10,000 nested elements': `<domain>${'<a>'.repeat(10_000)}`,
    '5 MB': `<domain>${"<interface type='network'><model type='e1000'/></interface>\n".repeat(90_000)}</domain>`,
  }))
    test(`survives ${name}, and serves the next document`, async () => {
      await client.open('file:///bad.xml', text);
      await client.diagnostics('file:///bad.xml', 1);
      await client.open(uri, domain("<driver queues='9'/>"));
      assert.equal((await client.diagnostics(uri, 1)).length, 1);
    });
});

test('the client is told which schema speaks, and why not the one that was asked for', async () => {
  const { client } = await LspClient.inProcess({ schemaStatus: true });
  const statuses: SchemaStatus[] = [];
  client.connection.onNotification('virtqueue/schemaStatus', (status: SchemaStatus) => {
    statuses.push(status);
  });
  const builtIn = path.join(__dirname, '../../server/grammar/domain.rnc');
  client.settings = { schema: builtIn };
  await client.open(uri, domain("<driver queues='4'/>"));
  assert.deepEqual(await client.diagnostics(uri, 1), []);
  assert.deepEqual(statuses.pop(), { origin: 'setting', path: builtIn, unusable: [] });

  client.settings = { schema: '/nowhere/domain.rng' };
  client.published.length = 0;
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  assert.deepEqual(await client.diagnostics(uri, 1), []);
  const fallback = statuses.pop();
  assert.notEqual(fallback?.origin, 'setting');
  assert.match(fallback?.unusable.join() ?? '', /\/nowhere\/domain\.rng/);

  client.published.length = 0;
  client.settings = {};
  await client.connection.sendNotification('virtqueue/hostSchema', { folder: builtInAsHostFolder() });
  await client.diagnostics(uri, 1);
  assert.equal(statuses.pop()?.origin, 'host');
  await client.close();
});

/** A folder such as the client copies from a host, with a schema that allows a domain of any content. */
function builtInAsHostFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'virtqueue-host-'));
  writeFileSync(
    path.join(folder, 'domain.rng'),
    `<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><ref name='any'/></start>
      <define name='any'><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name='any'/></choice></zeroOrMore></element></define>
    </grammar>`,
  );
  return folder;
}

test('messages and pages of the rules are in the language of the editor', async () => {
  const { client } = await LspClient.inProcess({ locale: 'zh-CN', rulePages: 'file:///docs/rules' });
  try {
    await client.open(uri, domain("<driver queues='0'/>"));
    const [diagnostic] = await client.diagnostics(uri, 1);
    assert.match(String(diagnostic?.message), /^队列数至少为 1/);
    assert.equal(diagnostic?.codeDescription?.href, 'file:///docs/rules/zh-cn/queues-out-of-range.md');
  } finally {
    l10n.config({ contents: {} });
    await client.close();
  }
});

test('an editor that pushes settings and has no commands gets the plain server', async () => {
  const { client } = await LspClient.inProcess({}, { capabilities: {} });
  await client.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { virtqueue: { queues: { max: 2 } } },
  });
  await client.open(uri, domain("<driver queues='4'/>"));
  assert.equal((await client.diagnostics(uri, 1))[0]?.code, 'queues-out-of-range');
  const lenses = await client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  assert.deepEqual(
    (lenses as CodeLens[]).map(({ command }) => command),
    [{ title: '4 queues · 4 vCPUs', command: '' }],
  );
  await client.close();
});

function applied(text: string, action: CodeAction | undefined): string {
  const change = action?.edit?.documentChanges?.[0] as TextDocumentEdit;
  const document = TextDocument.create(uri, 'libvirt-domain', 1, text);
  return TextDocument.applyEdits(
    document,
    change.edits.map((edit) => edit as never),
  );
}
