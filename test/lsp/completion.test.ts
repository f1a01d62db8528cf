import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type {
  ClientCapabilities,
  CompletionItem,
  CompletionParams,
  ServerCapabilities,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { unmarked } from '../support/completing.ts';
import { domainWith as domain } from '../support/domains.ts';
import { LspClient } from '../support/lspClient.ts';

const uri = 'file:///vm-1.xml';

const likeVsCode: ClientCapabilities = {
  textDocument: {
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
  },
};

describe('completion over the protocol', () => {
  let client: LspClient;
  let capabilities: ServerCapabilities;

  const connect = async (ours: ClientCapabilities) => {
    const connected = await LspClient.inProcess({}, { capabilities: ours });
    client = connected.client;
    capabilities = connected.result.capabilities;
  };
  afterEach(() => client.close());

  async function ask(marked: string, triggerCharacter?: string): Promise<CompletionItem[]> {
    const { text, offset } = unmarked(marked);
    await client.open(uri, text);
    const position = TextDocument.create(uri, '', 1, text).positionAt(offset);
    const params: CompletionParams = {
      textDocument: { uri },
      position,
      ...(triggerCharacter ? { context: { triggerKind: 2, triggerCharacter } } : {}),
    };
    return client.connection.sendRequest('textDocument/completion', params);
  }

  const resolve = (item: CompletionItem) =>
    client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);

  describe('with a client like VS Code', () => {
    beforeEach(() => connect(likeVsCode));

    test('says what it can, and after which characters to ask', () => {
      assert.deepEqual(capabilities.completionProvider, {
        triggerCharacters: ['<', ' ', "'", '"', '/', '='],
        resolveProvider: true,
      });
    });

    test('an attribute as a snippet in place of the typed word', async () => {
      const item = (await ask(domain('<driver que|'))).find(({ label }) => label === 'queues');
      assert.deepEqual(item?.textEdit, {
        range: { start: { line: 11, character: 14 }, end: { line: 11, character: 17 } },
        newText: "queues='$" + "{1|4,1,2,8|}'",
      });
      assert.equal(item?.insertTextFormat, 2);
      assert.equal(item?.insertTextMode, 2);
      assert.equal(item?.documentation, undefined);
    });

    test('documentation when asked for, of the list that is shown', async () => {
      const [old] = await ask(domain('<|'));
      const item = (await ask(domain('<driver |'))).find(({ label }) => label === 'queues');
      assert.ok(item && old);
      const { documentation } = await resolve(item);
      assert.ok(typeof documentation === 'object');
      assert.equal(documentation.kind, 'markdown');
      assert.match(documentation.value, /^Number of queue pairs/);
      assert.equal((await resolve(old)).documentation, undefined);
    });

    test('the memory that vhost-user shares is an edit of its own', async () => {
      const marked = domain('').replace('</devices>', '<|\n  </devices>');
      const item = (await ask(marked, '<')).find(({ label }) => label === 'interface vhost-user multi-queue');
      assert.match(item?.additionalTextEdits?.[0]?.newText ?? '', /<access mode='shared'\/>/);
    });

    test('nothing for a space between tags', async () => {
      assert.deepEqual(await ask(domain(' |'), ' '), []);
    });
  });

  test('plain text for a client that knows no snippets', async () => {
    await connect({});
    const item = (await ask(domain('<driver que|'))).find(({ label }) => label === 'queues');
    assert.equal(item?.textEdit?.newText, "queues='4'");
    assert.equal(item?.insertTextFormat, undefined);
    assert.equal(item?.insertTextMode, undefined);
    assert.ok(item);
    assert.equal(((await resolve(item)).documentation as { kind: string }).kind, 'plaintext');
  });
});
