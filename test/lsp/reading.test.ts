import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Hover, InitializeResult, MarkupContent } from 'vscode-languageserver';
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
    const { client: connected, result } = await LspClient.inProcess();
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
});
