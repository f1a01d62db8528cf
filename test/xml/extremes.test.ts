import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEPTH_LIMIT, parseXml } from '../../server/src/xml/parser.ts';
import { descendants } from '../../server/src/xml/query.ts';
import type { XmlElement } from '../../server/src/xml/tree.ts';
import { assertTiles, outline, sampleDomain } from './support.ts';

function codesOf(text: string): string[] {
  return parseXml(text).problems.map(({ code }) => code);
}

function rootOf(text: string): XmlElement {
  const { root } = parseXml(text);
  assert.ok(root);
  return root;
}

describe('texts that are hardly documents', () => {
  test('10,000 nested elements: one problem, every element kept, none too deep', () => {
    const text = '<a>'.repeat(10_000) + '</a>'.repeat(10_000);
    const document = parseXml(text);
    const start = DEPTH_LIMIT * '<a>'.length + 1;
    assert.deepEqual(document.problems, [{ code: 'too-deep', limit: DEPTH_LIMIT, start, end: start + 1 }]);
    assert.equal([...descendants(rootOf(text))].length, 9_999);
    assertTiles(document);
  });

  test('what follows the too deep elements is read as ever', () => {
    const deep = '<b>'.repeat(DEPTH_LIMIT + 5) + '</b>'.repeat(DEPTH_LIMIT + 5);
    const { children } = rootOf(`<a>${deep}<c/></a>`);
    assert.deepEqual(
      children.map((child) => child.kind === 'element' && child.name),
      ['b', 'c'],
    );
  });

  test('5 MB', () => {
    const network = "<interface type='network'><model type='virtio'/></interface>\n";
    const count = Math.ceil(5_000_000 / network.length);
    const document = parseXml(`<domain>\n${network.repeat(count)}</domain>`);
    assert.deepEqual(document.problems, []);
    assert.equal(document.root?.children.length, 2 * count + 1);
  });

  test('NUL bytes: one problem for each run', () => {
    assert.deepEqual(codesOf("<a\0b='1'>\0\0x\0</a>\0"), Array(4).fill('invalid-character'));
  });

  test('a binary file is no document, and that is all there is to say', () => {
    assert.deepEqual(codesOf('\x7fELF\x02\x01\x01\0\0\0\0'), ['no-root']);
  });

  test('lone surrogates', () => {
    assert.deepEqual(codesOf("<a b='\uD83D'>\uDE00 \u{1F600}</a>"), [
      'invalid-character',
      'invalid-character',
    ]);
  });

  test('entities that would grow to gigabytes stay as written', () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) => `<!ENTITY e${level + 1} '${`&e${level};`.repeat(10)}'>`,
    );
    const root = rootOf(`<!DOCTYPE a [<!ENTITY e0 'ha'>${levels.join('')}]><a b='&e20;'>&e20;</a>`);
    assert.equal(root.attributes[0]?.value, '&e20;');
    assert.equal(outline(root.children), '&e20;\n');
  });

  test('a byte order mark is part of no node that means something', () => {
    const document = parseXml(`\uFEFF${sampleDomain}`);
    assert.deepEqual(document.problems, []);
    assert.equal(outline(document.children), outline(parseXml(sampleDomain).children));
  });

  test('Windows line ends read as others, and count as two in offsets', () => {
    const text = "<a b='1\r\n2\t3&#10;'>\r\nx\r\n</a>";
    const root = rootOf(text);
    assert.equal(root.attributes[0]?.value, '1 2 3\n');
    assert.deepEqual(
      root.children.map((child) => 'value' in child && child.value),
      ['\nx\n'],
    );
    assert.equal(root.end, text.length);
  });
});

describe('work grows with the text, not faster', () => {
  /** A string that counts the characters it is asked for. */
  class CountingString extends String {
    looked = 0;
    override charCodeAt(at: number): number {
      this.looked++;
      return super.charCodeAt(at);
    }
    override indexOf(needle: string, from = 0): number {
      const found = super.indexOf(needle, from);
      this.looked += (found === -1 ? this.length : found) - from + 1;
      return found;
    }
    override slice(start = 0, end = this.length): string {
      this.looked += end - start;
      return super.slice(start, end);
    }
  }

  function work(text: string): number {
    const counting = new CountingString(text);
    parseXml(counting as unknown as string);
    return counting.looked;
  }

  const hostile: Record<string, (count: number) => string> = {
    'a plain document': (count) => `<a>${"<b c='1'>&amp; text</b>\n".repeat(count)}</a>`,
    'nested elements': (count) => '<a>'.repeat(count) + '</a>'.repeat(count),
    'elements never closed': (count) => '<a>\n'.repeat(count),
    'elements never closed, each in its parent': (count) => '<a><b></a>'.repeat(count),
    'many nodes in elements never closed': (count) => '<a>\n'.repeat(200) + '<b/>\n'.repeat(count),
    'tags never closed': (count) => '<a '.repeat(count),
    'values never closed': (count) => "<a b='\n".repeat(count),
    'values never closed, with both quotes': (count) => `<a b='<x c="\n`.repeat(count),
    'a value never closed, full of spaces': (count) => `<a b='${' '.repeat(count)}`,
    'end tags of nothing': (count) => '<a>'.repeat(200) + '</b>'.repeat(count),
    'end tags never closed': (count) => '</a '.repeat(count),
    'comments never closed': (count) => '<!--'.repeat(count),
    'comments opened again and again, closed once': (count) => `${'<!-- '.repeat(count)}-->`,
    'CDATA never closed': (count) => '<![CDATA['.repeat(count),
    'instructions never closed': (count) => '<?a '.repeat(count),
    'document types never closed': (count) => '<!DOCTYPE a [ '.repeat(count),
    ampersands: (count) => `<a>${'&'.repeat(count)}</a>`,
    'less-than signs': (count) => '< '.repeat(count),
    attributes: (count) => `<a ${Array.from({ length: count }, (_, n) => `a${n}=''`).join(' ')}/>`,
    quotes: (count) => `<a ${`"'`.repeat(count)}/>`,
    'white space': (count) => `<a ${' '.repeat(count)}/>`,
  };
  for (const [name, make] of Object.entries(hostile)) {
    test(name, () => {
      const small = work(make(2_000));
      const large = work(make(8_000));
      assert.ok(large <= 4.4 * small + 1_000, `${small} steps became ${large}`);
    });
  }
});
