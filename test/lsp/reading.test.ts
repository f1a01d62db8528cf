import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  ApplyWorkspaceEditParams,
  CodeLens,
  DocumentLink,
  DocumentSymbol,
  Hover,
  InitializeResult,
  InlayHint,
  LinkedEditingRanges,
  MarkupContent,
  SelectionRange,
  SemanticTokens,
  SymbolInformation,
  TextDocumentEdit,
} from 'vscode-languageserver';
import { domainWith } from '../support/domains.ts';
import { LspClient } from '../support/lspClient.ts';

const uri = 'file:///vm-1.xml';
const textDocument = { uri };
/** The line of `<driver …/>` in the document, and the column where it starts. */
const driver = { line: 11, character: 6 };

describe('reading a domain over the protocol', () => {
  let client: LspClient;
  let capabilities: InitializeResult['capabilities'];

  before(async () => {
    const { client: connected, result } = await LspClient.inProcess(
      {},
      {
        capabilities: {
          workspace: { configuration: true, inlayHint: { refreshSupport: true } },
          textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
        },
      },
    );
    client = connected;
    ({ capabilities } = result);
    await client.open(uri, domainWith("<driver name='vhost' queues='4'/>"));
  });
  after(() => client.close());

  test('hover', async () => {
    assert.equal(capabilities.hoverProvider, true);
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument,
      position: { line: driver.line, character: driver.character + 22 },
    });
    assert.deepEqual(hover.range, {
      start: { line: driver.line, character: driver.character + 21 },
      end: { line: driver.line, character: driver.character + 27 },
    });
    const { kind, value } = hover.contents as MarkupContent;
    assert.equal(kind, 'markdown');
    assert.match(value, /MSI-X vectors: \*\*10\*\*/);
    assert.match(value, /Since 1\.0\.6/);
    const nothing = { textDocument, position: { line: driver.line, character: 0 } };
    assert.equal(await client.connection.sendRequest('textDocument/hover', nothing), null);
  });

  test('inlay hints, until they are switched off', async () => {
    assert.equal(capabilities.inlayHintProvider, true);
    const ask = () =>
      client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
        textDocument,
        range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } },
      });
    assert.deepEqual(await ask(), [
      {
        label: '4 vCPUs',
        paddingLeft: true,
        paddingRight: true,
        position: { line: driver.line, character: driver.character + 31 },
      },
    ]);
    client.settings = { inlayHints: { queues: false } };
    const refreshed = new Promise<void>((resolve) => {
      client.connection.onRequest('workspace/inlayHint/refresh', () => resolve());
    });
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await refreshed;
    assert.deepEqual(await ask(), []);
  });

  const ask = <Result>(method: string, params: object = {}) =>
    client.connection.sendRequest<Result>(`textDocument/${method}`, { textDocument, ...params });
  /** In the name of the driver. */
  const position = { line: driver.line, character: driver.character + 3 };

  test('document symbols', async () => {
    assert.deepEqual(capabilities.documentSymbolProvider, { label: 'libvirt' });
    const [root] = await ask<DocumentSymbol[]>('documentSymbol');
    const nic = root?.children?.at(-1)?.children?.[0];
    assert.equal(root?.name, 'domain vm-1');
    assert.deepEqual([nic?.name, nic?.detail], ['interface', 'network default · 4 queues']);
    assert.equal(nic?.kind, 11);
    assert.deepEqual(nic?.range, { start: { line: 8, character: 4 }, end: { line: 12, character: 16 } });
  });

  test('folding, one for each line', async () => {
    assert.equal(capabilities.foldingRangeProvider, true);
    assert.deepEqual(await ask('foldingRange'), [
      { startLine: 0, endLine: 13 },
      { startLine: 4, endLine: 5 },
      { startLine: 7, endLine: 12 },
      { startLine: 8, endLine: 11 },
    ]);
  });

  test('selection', async () => {
    assert.equal(capabilities.selectionRangeProvider, true);
    const [name] = await ask<SelectionRange[]>('selectionRange', { positions: [position] });
    assert.deepEqual(name?.range, {
      start: { line: driver.line, character: driver.character + 1 },
      end: { line: driver.line, character: driver.character + 7 },
    });
    assert.equal(name?.parent?.range.start.character, driver.character);
  });

  test('linked editing of a pair of tags', async () => {
    assert.equal(capabilities.linkedEditingRangeProvider, true);
    const linked = await ask<LinkedEditingRanges>('linkedEditingRange', {
      position: { line: 4, character: 4 },
    });
    assert.deepEqual(
      linked.ranges.map(({ start }) => [start.line, start.character]),
      [
        [4, 3],
        [6, 4],
      ],
    );
    assert.equal(await ask('linkedEditingRange', { position }), null);
  });

  test('semantic tokens', async () => {
    assert.deepEqual(capabilities.semanticTokensProvider, {
      legend: { tokenTypes: ['enumMember', 'number', 'variable'], tokenModifiers: ['declaration'] },
      full: true,
    });
    const { data } = await ask<SemanticTokens>('semanticTokens/full');
    // The first is kvm, 14 characters into the first line.
    assert.deepEqual(data.slice(0, 5), [0, 14, 3, 0, 0]);
  });

  test('links to files, of this machine only', async () => {
    assert.deepEqual(capabilities.documentLinkProvider, {});
    const text = '<domain>\n  <os><kernel>/boot/vm linuz</kernel></os>\n</domain>';
    const linksIn = async (scheme: string) => {
      await client.open(`${scheme}:///linked.xml`, text);
      const links = await ask<DocumentLink[]>('documentLink', {
        textDocument: { uri: `${scheme}:///linked.xml` },
      });
      return links.map(({ target, range }) => [target, range.start.character]);
    };
    assert.deepEqual(await linksIn('file'), [['file:///boot/vm%20linuz', 14]]);
    assert.deepEqual(await linksIn('virtqueue-host'), []);
  });
});

test('a client that knows no outline gets a list of symbols', async () => {
  const { client } = await LspClient.inProcess();
  await client.open(uri, domainWith("<driver queues='4'/>"));
  const symbols = await client.connection.sendRequest<SymbolInformation[]>('textDocument/documentSymbol', {
    textDocument,
  });
  const nic = symbols.find(({ name }) => name.startsWith('interface'));
  assert.equal(nic?.name, 'interface network default · 4 queues');
  assert.equal(nic?.containerName, 'devices');
  assert.equal(nic?.location.uri, uri);
  await client.close();
});

describe('Enable multi-queue, by its lens', () => {
  const applyEdit = { workspace: { configuration: true, applyEdit: true } };
  const lensesOf = async (client: LspClient) => {
    const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
    return lenses.map(({ command }) => command);
  };

  test('the server edits the document', async () => {
    const { client, result } = await LspClient.inProcess({}, { capabilities: applyEdit });
    const edits: ApplyWorkspaceEditParams[] = [];
    client.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      edits.push(params);
      return { applied: true };
    });
    assert.deepEqual(result.capabilities.executeCommandProvider?.commands, ['virtqueue.enableMultiQueue']);
    await client.open(uri, domainWith(''));
    const command = (await lensesOf(client)).find((each) => each?.title === 'Enable multi-queue');
    assert.ok(command);
    await client.connection.sendRequest('workspace/executeCommand', command);
    const change = edits[0]?.edit.documentChanges?.[0] as TextDocumentEdit | undefined;
    assert.equal(change?.textDocument.version, 1);
    assert.match(JSON.stringify(change?.edits), /<driver name='vhost' queues='4'\/>/);

    await client.change(uri, 2, '<domain/>');
    await client.connection.sendRequest('workspace/executeCommand', command);
    assert.equal(edits.length, 1);
    await client.close();
  });

  test('a client that lets nobody edit is not offered it', async () => {
    const { client } = await LspClient.inProcess({}, { capabilities: {} });
    await client.open(uri, domainWith(''));
    assert.deepEqual(await lensesOf(client), [{ title: '1 queue · 4 vCPUs', command: '' }]);
    await client.close();
  });
});
