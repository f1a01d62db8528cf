import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { DocumentHighlight, Location, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient } from '../support/lspClient.ts';

const uri = 'file:///vm-1.xml';
const text = `<domain type='kvm'>
  <iothreadids>
    <iothread id='2'/>
  </iothreadids>
  <devices>
    <disk type='file'>
      <driver name='qemu' iothread='2'/>
    </disk>
  </devices>
</domain>
`;
const use = { textDocument: { uri }, position: { line: 6, character: 37 } };

describe('over the protocol', () => {
  let client: LspClient;
  beforeEach(async () => {
    ({ client } = await LspClient.inProcess());
    await client.open(uri, text);
  });
  afterEach(() => client.close());
  const ask = <T>(method: string, params: object) =>
    client.connection.sendRequest<T>(`textDocument/${method}`, params);

  test('definition, references and highlights', async () => {
    const definition = { start: { line: 2, character: 18 }, end: { line: 2, character: 19 } };
    assert.deepEqual(await ask('definition', use), [{ uri, range: definition }]);
    const all = await ask<Location[]>('references', { ...use, context: { includeDeclaration: true } });
    assert.deepEqual(
      all.map(({ range }) => range.start.line),
      [2, 6],
    );
    const highlights = await ask<DocumentHighlight[]>('documentHighlight', use);
    assert.deepEqual(
      highlights.map(({ kind }) => kind),
      [3, 2],
    );
  });

  test('rename changes every mention', async () => {
    const edit = await ask<WorkspaceEdit>('rename', { ...use, newName: '5' });
    const change = edit.documentChanges?.[0] as TextDocumentEdit;
    const document = TextDocument.create(uri, 'libvirt-domain', 1, text);
    assert.equal(
      TextDocument.applyEdits(document, change.edits as never),
      text.replace("id='2'", "id='5'").replace("iothread='2'", "iothread='5'"),
    );
  });

  test('what cannot be is answered with the reason', async () => {
    assert.deepEqual(await ask('prepareRename', use), {
      range: { start: { line: 6, character: 36 }, end: { line: 6, character: 37 } },
      placeholder: '2',
    });
    await assert.rejects(ask('rename', { ...use, newName: '0' }), /Give a whole number from 1/);
    assert.equal(await ask('prepareRename', { ...use, position: { line: 0, character: 0 } }), null);
  });
});
