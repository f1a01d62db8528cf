import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient } from '../support/lspClient.ts';

const uri = 'file:///vm-1.xml';
const text = "<domain type='kvm'>\n<devices>\n<hub/>\n  </devices>\n</domain>\n";

test('formats the document, some of its lines, and the line just typed', async () => {
  const { client } = await LspClient.inProcess();
  await client.open(uri, text);
  const ask = async (method: string, params: object) => {
    const edits = await client.connection.sendRequest<TextEdit[]>(`textDocument/${method}`, {
      textDocument: { uri },
      options: { tabSize: 2, insertSpaces: true },
      ...params,
    });
    return TextDocument.applyEdits(TextDocument.create(uri, 'libvirt-domain', 1, text), edits).split('\n');
  };
  const behindHub = { line: 2, character: 6 };
  assert.deepEqual((await ask('formatting', {})).slice(1, 3), ['  <devices>', '    <hub/>']);
  const lines = { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } };
  assert.deepEqual((await ask('rangeFormatting', { range: lines })).slice(1, 3), ['  <devices>', '<hub/>']);
  assert.deepEqual((await ask('onTypeFormatting', { position: behindHub, ch: '>' })).slice(1, 3), [
    '<devices>',
    '    <hub/>',
  ]);
  await client.close();
});
