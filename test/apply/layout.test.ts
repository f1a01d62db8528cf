import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { comparable, print } from '../../client/src/apply/comparable.ts';
import { withoutFilledIn } from '../../client/src/apply/filledIn.ts';
import { layOutAs } from '../../client/src/apply/layout.ts';
import { openDocument } from '../../server/src/service.ts';
import { domainXml } from './domains.ts';

/** One domain in forms that libvirt 9.0.0 gave of it, and as somebody wrote it. */
const [written, stored, running] = ['written', 'stored', 'running'].map((form) =>
  readFileSync(join(__dirname, 'fixtures', `${form}.xml`), 'utf8'),
) as [string, string, string];

const layOut = (document: string, host: string) => layOutAs(openDocument(document), host);

/** The lines of the document that the host has otherwise, and how. */
function difference(document: string, host: string): string[] {
  const [there, here] = [layOut(document, host).split('\n'), document.split('\n')];
  return [
    ...there.filter((line) => !here.includes(line)).map((line) => `host: ${line.trim()}`),
    ...here.filter((line) => !there.includes(line)).map((line) => `document: ${line.trim()}`),
  ];
}

describe("the host's form in the layout of the document", () => {
  for (const [form, host] of Object.entries({ stored, running }))
    test(`is the document where nothing differs, its password and comments included: ${form}`, () => {
      const mine = written.replace('<devices>', '<!-- mine -->\n  <devices>').replaceAll("'", '"');
      assert.equal(layOut(mine, host.replace(" passwd='geheim'", '')), mine);
    });

  test('differs where queues were edited', () =>
    assert.deepEqual(difference(written.replace("queues='2'", 'queues="4"'), running), [
      'host: <driver name=\'vhost\' queues="2"/>',
      'document: <driver name=\'vhost\' queues="4"/>',
    ]));

  test('lacks what only the document has', () =>
    assert.deepEqual(difference(domainXml({ queues: 4 }), domainXml()), [
      "document: <driver name='vhost' queues='4'/>",
    ]));

  test('has what only the host has, where its like stands', () => {
    const host = domainXml({ queues: 4 }).replace(
      '    </interface>',
      "    </interface>\n    <interface type='user'>\n      <model type='virtio'/>\n    </interface>",
    );
    assert.equal(layOut(domainXml({ queues: 4 }), host), host);
  });

  test('lacks a card in the middle, and each other card is still itself', () => {
    const card = (mac: string) => `<interface type='user'>
      <mac address='52:54:00:00:00:0${mac}'/>
      <model type='virtio'/>
    </interface>`;
    const cards = (...macs: string[]) =>
      domainXml().replace(/<interface[\s\S]*<\/interface>/, macs.map(card).join('\n    '));
    for (const [document, host] of [
      [cards('a', 'b', 'c'), cards('a', 'c')],
      [cards('a', 'c'), cards('a', 'b', 'c')],
      [cards('b', 'c'), cards('a', 'b', 'c')],
      [cards('a', 'b'), cards('b', 'a')],
    ] as const)
      assert.equal(layOut(document, host), host);
  });

  test('gives a size in the unit of the host once it differs', () =>
    assert.deepEqual(difference(domainXml(), domainXml().replace("'MiB'>256", "'MiB'>512")), [
      "host: <memory unit='KiB'>524288</memory>",
      "document: <memory unit='MiB'>256</memory>",
    ]));

  test('tells nothing apart in a document without line breaks', () => {
    const dense = domainXml({ queues: 4 }).replace(/\n\s*/g, '');
    assert.equal(layOut(dense, domainXml({ queues: 2 })), dense.replace("queues='4'", "queues='2'"));
    assert.equal(layOut(dense, domainXml({ queues: 4 })), dense);
  });

  test('is one element a line for a malformed document', () =>
    assert.match(layOut(written.slice(0, 300), stored), /^<domain type='qemu'>\n {2}<devices>/));

  test('is what libvirt wrote for what is no XML at all', () => assert.equal(layOut('', stored), stored));
});

const corpus = join(__dirname, '..', '..', '..', 'shared', 'corpus', 'domain');

test('says of any two documents what the second says, and nothing else', {
  skip: existsSync(corpus) ? false : `there is no ${corpus}`,
}, () => {
  const texts = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => [name, readFileSync(join(corpus, name), 'utf8')] as const)
    .filter(([, text]) => openDocument(text).domain && openDocument(text).xml.problems.length === 0);
  assert.ok(texts.length > 900, `${texts.length} documents`);
  for (const [index, [name, document]] of texts.entries()) {
    assert.equal(layOut(document, document), document, name);
    const [otherName, other] = texts[(index + 1) % texts.length] ?? texts[0] ?? ['', ''];
    assert.equal(
      reduced(layOut(document, other), document),
      reduced(other, document),
      `${name}, ${otherName}`,
    );
  }
});

function reduced(host: string, document: string): string {
  const [there, wanted] = [host, document].map((text) => comparable(text, 'without-secrets'));
  assert.ok(there && wanted);
  return print(withoutFilledIn(there, wanted));
}
