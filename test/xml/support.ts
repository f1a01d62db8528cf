import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentSpan } from '../../server/src/xml/query.ts';
import type { XmlDocument, XmlNode } from '../../server/src/xml/tree.ts';

/** A domain with every kind of markup in it. */
export const sampleDomain = `<?xml version="1.0"?>
<!-- vm-1, edited by hand -->
<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>vm-1</name>
  <vcpu placement='static' current="2">4</vcpu>
  <description><![CDATA[1 < 2 & so on]]></description>
  <devices>
    <interface type='bridge'>
      <source bridge='br0'/>
      <model type='virtio'/> <!-- the fast one -->
      <driver name='vhost' queues='4'/>
    </interface>
    <?keep this?>
  </devices>
  <qemu:commandline>
    <qemu:arg value='a &amp; b &#60; c'/>
  </qemu:commandline>
</domain>
`;

/** Indented domains as people write them, of varying line ends, indentation and quotes. */
export const domainText: fc.Arbitrary<string> = fc
  .record({
    lineEnd: fc.constantFrom('\n', '\r\n', ''),
    indent: fc.constantFrom('  ', '\t', ''),
    quote: fc.constantFrom("'", '"'),
  })
  .map(({ lineEnd, indent, quote }) =>
    sampleDomain.replaceAll('  ', indent).replaceAll("'", quote).replaceAll('\n', lineEnd),
  );

const pieces = [
  ...[
    '<',
    '>',
    '/',
    '=',
    "'",
    '"',
    '&',
    ';',
    '-',
    '!',
    '?',
    '[',
    ']',
    ' ',
    '\n',
    '\r\n',
    '\t',
    'a',
    'b',
    '1',
    ':',
  ],
  ...[
    '<a',
    '</a',
    '<a>',
    '</a>',
    '<b/>',
    "<b c='1'/>",
    " c='",
    ' d="2"',
    '/>',
    '<!--',
    '-->',
    '--',
    '<!',
    '<?p',
    '?>',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE a>',
    '<!DOCTYPE a',
    '<?xml version="1.0"?>',
    '&amp;',
    '&lt',
    '&x;',
    '&#65;',
    '&#x',
  ],
  ...['\u0001', '\uFEFF', '\uFFFF', 'é', '·', '\u{1F600}', 'text', 'type'],
];
const piece = fc.constantFrom(...pieces);

/** Markup in any order, mostly broken. */
export const anyMarkup: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 12 })
  .map((parts) => parts.join(''));

/** A text in which a few stretches were removed, replaced or doubled. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(),
    remove: fc.nat({ max: 4 }),
    insert: fc.option(piece, { nil: '' }),
  });
  return fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 3 })).map(([start, changes]) =>
    changes.reduce((current, { at, remove, insert }) => {
      const from = at % (current.length + 1);
      return current.slice(0, from) + insert + current.slice(from + remove);
    }, start),
  );
}

/** That no character is lost and no span crosses another: the tree is the text. */
export function assertTiles(document: XmlDocument): void {
  assertCovers(document.children, 0, document.text.length);
  const waiting: XmlNode[] = [...document.children];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind !== 'element') continue;
    const { start, end } = contentSpan(node);
    assert.equal(node.startTag.start, node.start);
    assert.equal(node.endTag?.end ?? node.end, node.end);
    assertCovers(node.children, start, end);
    let at = node.nameSpan.end;
    for (const attribute of node.attributes) {
      assert.ok(at <= attribute.start && attribute.nameSpan.end <= attribute.end);
      assert.equal(document.text.slice(attribute.nameSpan.start, attribute.nameSpan.end), attribute.name);
      const { valueSpan } = attribute;
      if (valueSpan) assert.ok(attribute.nameSpan.end < valueSpan.start && valueSpan.end <= attribute.end);
      at = attribute.end;
    }
    assert.ok(at <= node.startTag.end);
    for (const child of node.children) {
      assert.equal(child.parent, node);
      waiting.push(child);
    }
  }
}

function assertCovers(nodes: readonly XmlNode[], start: number, end: number): void {
  let at = start;
  for (const node of nodes) {
    assert.equal(node.start, at);
    assert.ok(node.end > node.start);
    at = node.end;
  }
  assert.equal(at, end);
}

/** The elements as indented lines: name and attributes, then the text that is not white space. */
export function outline(nodes: readonly XmlNode[], depth = 0): string {
  return nodes.map((node) => outlineOf(node, '  '.repeat(depth), depth)).join('');
}

function outlineOf(node: XmlNode, indent: string, depth: number): string {
  if (node.kind === 'element') {
    const attributes = node.attributes.map(({ name, value }) => ` ${name}=${value}`).join('');
    return `${indent}<${node.name}${attributes}>\n${outline(node.children, depth + 1)}`;
  }
  const value = 'value' in node ? node.value.trim() : '';
  if (node.kind === 'text') return value === '' ? '' : `${indent}${value}\n`;
  return value === '' ? `${indent}${node.kind}\n` : `${indent}${node.kind}: ${value}\n`;
}
