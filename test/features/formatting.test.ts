import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type FormattingOptions, format, formatLine, openDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import type { XmlDocument, XmlNode } from '../../server/src/xml/tree.ts';
import { corpus, corpusFolders, libvirtOutputs } from '../relaxng/libxml2.ts';
import { openAtCursor } from '../support/cursor.ts';
import { anyMarkup, domainText, mutated, sampleDomain } from '../xml/support.ts';

const likeLibvirt: FormattingOptions = { tabSize: 2, insertSpaces: true };

function formatted(text: string, options = likeLibvirt): string {
  return applyEdits(text, format(openDocument(text), options));
}

/** The document after the line with the cursor was formatted. */
function lineFormatted(marked: string): string {
  const { document, offset } = openAtCursor(marked);
  return applyEdits(document.text, formatLine(document, offset, likeLibvirt));
}

describe('the whole document', () => {
  test('has each element on its line, indented by its depth', () =>
    assert.equal(
      formatted(`<domain type='kvm'>
<name>vm-1</name>
   <devices><disk type='file'>
\t<target dev='vda'/></disk>
      </devices></domain>`),
      `<domain type='kvm'>
  <name>vm-1</name>
  <devices>
    <disk type='file'>
      <target dev='vda'/>
    </disk>
  </devices>
</domain>`,
    ));

  test('keeps comments where they stand, and one blank line', () =>
    assert.equal(
      formatted(`<!-- vm-1
     by hand -->


<domain>
    <!-- the two
disks -->
    <devices>  <!-- fast -->



      <disk/> <!-- slow -->
      <!-- free --><hub/>
    </devices>

</domain>

`),
      `<!-- vm-1
     by hand -->

<domain>
  <!-- the two
disks -->
  <devices>  <!-- fast -->

    <disk/> <!-- slow -->
    <!-- free --><hub/>
  </devices>

</domain>

`,
    ));

  for (const [name, text] of Object.entries({
    'text content': '<domain>\n  <name>\n vm-1\n</name>\n</domain>',
    'mixed content': '<domain>\n  <description>a\n<b/>c</description>\n</domain>',
    CDATA: '<domain>\n  <description>\n <![CDATA[ a ]]></description>\n</domain>',
    'what asks to be kept': "<domain>\n  <metadata xml:space='preserve'><a/>\n<b/></metadata>\n</domain>",
    'the space of an empty element': '<domain>\n  <description>\n\n\n </description>\n</domain>',
    'long start tags': "<domain>\n  <memory\n     unit='KiB'\n       dumpCore='on'>1</memory>\n</domain>",
    'double quotes': '<domain type="kvm">\n  <vcpu current="2">4</vcpu>\n</domain>\n',
  }))
    test(`leaves ${name} as it is`, () => assert.equal(formatted(text), text));

  test('leaves what is malformed as it is, and formats what is not', () =>
    assert.equal(
      formatted(`<domain>
<devices>
<disk type='file'
<target dev='vda'/>
</disk>
<hub/>
</devices>
<vcpu>2</vcpu>
</domain>`),
      `<domain>
  <devices>
<disk type='file'
<target dev='vda'/>
</disk>
    <hub/>
  </devices>
  <vcpu>2</vcpu>
</domain>`,
    ));

  test('takes the editor’s indentation and the document’s line ends', () => {
    const text = '<domain>\r\n<os>\r\n<boot/></os></domain>';
    assert.equal(
      formatted(text, { tabSize: 4, insertSpaces: false }),
      '<domain>\r\n\t<os>\r\n\t\t<boot/>\r\n\t</os>\r\n</domain>',
    );
    assert.equal(
      formatted(text, { tabSize: 4, insertSpaces: true }),
      '<domain>\r\n    <os>\r\n        <boot/>\r\n    </os>\r\n</domain>',
    );
  });
});

test('a range: only the lines it touches', () => {
  const text = '<domain>\n<os>\n<boot/>\n</os>\n<vcpu>1</vcpu>\n</domain>';
  const start = text.indexOf('boot');
  const edits = format(openDocument(text), likeLibvirt, { start, end: start });
  assert.equal(applyEdits(text, edits), '<domain>\n<os>\n    <boot/>\n</os>\n<vcpu>1</vcpu>\n</domain>');
});

describe('the line just typed', () => {
  const around = (line: string) => `<domain>\n  <devices>\n${line}\n    <hub/>\n  </devices>\n</domain>`;
  test('a start tag', () => assert.equal(lineFormatted(around('<disk/>|')), around('    <disk/>')));
  test('an end tag', () =>
    assert.equal(
      lineFormatted(around('    <disk>\n      <target/>\n      </disk>|')),
      around('    <disk>\n      <target/>\n    </disk>'),
    ));
  test('a new line', () => assert.equal(lineFormatted(around('|')), around('    ')));
  test('a new line in an element with nothing in it', () =>
    assert.equal(
      lineFormatted(around('    <disk>\n|\n    </disk>')),
      around('    <disk>\n      \n    </disk>'),
    ));
  for (const [name, line] of Object.entries({
    'in a comment': '<!-- a\n|b -->',
    'in a text': '<name>a\n|b</name>',
    'in a tag': "<disk type='file'\n|device='disk'/>",
    'in what is not closed yet': '<disk>\n|',
  }))
    test(`${name}: nothing`, () => assert.equal(lineFormatted(around(line)), around(line).replace('|', '')));
});

/** What a document says: all but the white space between tags. */
function meaning(document: XmlDocument): unknown {
  const mean = (nodes: readonly XmlNode[]): unknown[] => {
    const isBlank = (node: XmlNode) =>
      node.kind === 'text' && /^[ \t\r\n]*$/.test(document.text.slice(node.start, node.end));
    const isLaidOut =
      nodes.every((node) => (node.kind === 'text' ? isBlank(node) : node.kind !== 'cdata')) &&
      nodes.length > 1;
    return nodes
      .filter((node) => !(isLaidOut && isBlank(node)))
      .map((node) =>
        node.kind === 'element'
          ? [
              document.text.slice(node.startTag.start, node.startTag.end),
              mean(node.children),
              node.endTag !== undefined,
            ]
          : document.text.slice(node.start, node.end),
      );
  };
  return mean(document.children.filter((node) => node.kind !== 'text' || !isBlankText(document, node)));
}

function isBlankText({ text }: XmlDocument, { start, end }: XmlNode): boolean {
  return text.slice(start, end).trim() === '';
}

describe('no value ever changes, and a second time changes nothing', () => {
  const holds = (text: string) => {
    for (const options of [likeLibvirt, { tabSize: 8, insertSpaces: false }]) {
      const once = formatted(text, options);
      const [before, after] = [parseXml(text), parseXml(once)];
      assert.deepEqual(meaning(after), meaning(before));
      assert.deepEqual(
        after.problems.map(({ code }) => code),
        before.problems.map(({ code }) => code),
      );
      assert.equal(formatted(once, options), once);
    }
  };

  test('of the corpus', (context) => {
    context.diagnostic(`domains of ${corpusFolders.join(' and ')}`);
    for (const { text } of corpus()) holds(text);
  });
  test('of domains as people write them', () => fc.assert(fc.property(domainText, holds)));
  test('of malformed ones', () => fc.assert(fc.property(mutated(domainText), holds), { numRuns: 500 }));
  test('of any markup', () => fc.assert(fc.property(anyMarkup, holds), { numRuns: 2000 }));
});

describe('libvirt’s own output stays as it is', () => {
  for (const file of ['live.xml', 'running.xml', 'stored.xml'])
    test(`virsh dumpxml: ${file}`, () => {
      const text = readFileSync(path.join(__dirname, '../apply/fixtures', file), 'utf8');
      assert.deepEqual(format(openDocument(text), likeLibvirt), []);
    });

  const outputs = libvirtOutputs();
  const skip = outputs.length === 0 && 'needs the corpus beside the checkout';
  test('what libvirt’s tests record of it', { skip }, (context) => {
    context.diagnostic(`${outputs.length} documents`);
    for (const { file, text } of outputs) assert.deepEqual(format(openDocument(text), likeLibvirt), [], file);
  });

  test('and so does a domain in every kind of markup', () =>
    assert.equal(formatted(sampleDomain), sampleDomain));
});

test('an indentation that no editor has is no reason to fail', () => {
  for (const tabSize of [-1, 0, Number.NaN, 1e9])
    assert.doesNotThrow(() => formatted('<domain><os/></domain>', { tabSize, insertSpaces: true }));
});
