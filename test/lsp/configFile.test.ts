import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Scratch } from '../support/cli.ts';
import { domainWith } from '../support/domains.ts';
import { LspClient } from '../support/lspClient.ts';

const scratch = new Scratch();
after(() => scratch.remove());
const text = domainWith("<driver name='vhost' queues='4'/>");

describe('virtqueue.config.json in the editor', () => {
  let client: LspClient;
  beforeEach(async () => {
    ({ client } = await LspClient.inProcess());
  });
  afterEach(() => client.close());

  const codes = async (uri: string) => (await client.diagnostics(uri, 1)).map(({ code }) => code);

  test('what the nearest file names wins over the settings, the rest of them stands', async () => {
    scratch.write('virtqueue.config.json', '{"queues": {"max": 1}}');
    scratch.write('a/virtqueue.config.json', '{"queues": {"max": 2}}');
    const uri = pathToFileURL(scratch.write('a/b/vm.xml', text)).href;
    client.settings = { queues: { max: 8 }, rules: { 'queues-out-of-range': 'warning' } };
    await client.open(uri, text);
    const [diagnostic] = await client.diagnostics(uri, 1);
    assert.match(String(diagnostic?.message), /limit of 2\b/);
    assert.equal(diagnostic?.severity, 2);
  });

  test('a change of a file is a changed verdict', async () => {
    const uri = pathToFileURL(scratch.write('changing/vm.xml', text)).href;
    scratch.write('changing/virtqueue.config.json', '{}');
    await client.open(uri, text);
    assert.deepEqual(await codes(uri), []);
    client.published.length = 0;
    const config = scratch.write('changing/virtqueue.config.json', '{"queues": {"max": 2}}');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(config).href, type: 2 }],
    });
    assert.deepEqual(await codes(uri), ['queues-out-of-range']);
  });

  test('one that is no JSON changes nothing, and the client hears why', async () => {
    const heard: string[] = [];
    client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      heard.push(message);
    });
    const uri = pathToFileURL(scratch.write('broken/vm.xml', text)).href;
    scratch.write('broken/virtqueue.config.json', '{');
    await client.open(uri, text);
    assert.deepEqual(await codes(uri), []);
    assert.match(heard.join('\n'), /broken\/virtqueue\.config\.json: SyntaxError/);
  });

  test('a document that is no file has none', async () => {
    await client.open('untitled:vm', text);
    assert.deepEqual(await codes('untitled:vm'), []);
  });
});
