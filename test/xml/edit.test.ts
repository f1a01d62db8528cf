import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addAttributes,
  applyEdits,
  element,
  insertAfter,
  insertFirstChild,
  removeAttribute,
  removeNode,
  renameAttribute,
  renameElement,
  setAttribute,
  type TextEdit,
} from '../../server/src/xml/edit.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { attribute, descendants } from '../../server/src/xml/query.ts';
import type { XmlAttribute, XmlDocument, XmlElement } from '../../server/src/xml/tree.ts';
import { domainText, outline } from './support.ts';

type Edit = (document: XmlDocument, target: XmlElement) => TextEdit | TextEdit[];

/** Applies an edit to the first element of the name; `before` and `after` are whole texts. */
function edits(before: string, name: string, edit: Edit, after: string): void {
  const document = parseXml(before);
  const made = edit(document, find(document, name));
  assert.equal(applyEdits(before, [made].flat()), after);
}

function find(document: XmlDocument, name: string): XmlElement {
  const root = document.root as XmlElement;
  const found = [root, ...descendants(root)].find((each) => each.name === name);
  assert.ok(found, `no <${name}>`);
  return found;
}

function attributeOf(target: XmlElement, name: string): XmlAttribute {
  const found = attribute(target, name);
  assert.ok(found, `no ${name}`);
  return found;
}

describe('attributes', () => {
  const set =
    (name: string, value: string): Edit =>
    (document, target) =>
      setAttribute(document, target, name, value);

  test('a value is replaced within its quotes', () => {
    edits(`<d  queues = "9" name='v'/>`, 'd', set('queues', '4'), `<d  queues = "4" name='v'/>`);
  });
  test('what the quotes would end is escaped', () => {
    edits(`<d a="" b=''/>`, 'd', set('a', `<'&">\n`), `<d a="&lt;'&amp;&quot;>&#10;" b=''/>`);
    edits(`<d a="" b=''/>`, 'd', set('b', `<'&">\t`), `<d a="" b='&lt;&apos;&amp;">&#9;'/>`);
  });
  test('a new one comes last, quoted as the one before it', () => {
    edits(`<d name="vhost" />`, 'd', set('queues', '4'), `<d name="vhost" queues="4" />`);
  });
  test('the first one is quoted as most of the document', () => {
    edits(
      `<a b="1" c="2" d='3'><e/></a>`,
      'e',
      set('queues', '4'),
      `<a b="1" c="2" d='3'><e queues="4"/></a>`,
    );
    edits('<e></e>', 'e', set('queues', '4'), `<e queues='4'></e>`);
  });
  test('where each has its own line, so has a new one', () => {
    edits("<d\n   a='1'\n   b='2'/>", 'd', set('c', '3'), "<d\n   a='1'\n   b='2'\n   c='3'/>");
  });
  test('several at once', () => {
    const add: Edit = (document, target) => addAttributes(document, target, { name: 'vhost', queues: '4' });
    edits("<d a='1'/>", 'd', add, "<d a='1' name='vhost' queues='4'/>");
  });
  test('a value without quotes, with one, or none at all becomes a whole one', () => {
    edits('<d queues=9/>', 'd', set('queues', '4'), "<d queues='4'/>");
    edits("<d queues=9' name='v'/>", 'd', set('queues', '4'), "<d queues='4' name='v'/>");
    edits("<d queues='9/>", 'd', set('queues', '4'), "<d queues='4'/>");
    edits('<d queues/>', 'd', set('queues', '4'), "<d queues='4'/>");
    edits('<d queues= />', 'd', set('queues', '4'), "<d queues='4' />");
  });
  test('one is removed with the white space before it', () => {
    const remove: Edit = (document, target) => removeAttribute(document, attributeOf(target, 'queues'));
    edits("<d queues='4' name='v'/>", 'd', remove, "<d name='v'/>");
    edits("<d\n  name='v'\n  queues='4'\n/>", 'd', remove, "<d\n  name='v'\n/>");
  });
  test('one is renamed', () => {
    edits(
      "<d Queues='4'/>",
      'd',
      (_, target) => renameAttribute(attributeOf(target, 'Queues'), 'queues'),
      "<d queues='4'/>",
    );
  });
});

describe('elements', () => {
  const after: Edit = (document, target) => insertAfter(document, target, '<new/>', '<newer/>');
  const inside: Edit = (document, target) => insertFirstChild(document, target, '<new/>', '<newer/>');
  const remove: Edit = (document, target) => removeNode(document, target);

  test('markup is written as the document is', () => {
    const document = parseXml('<a b="1"/>');
    assert.equal(
      element(document, 'driver', { name: 'vhost', queues: '4' }),
      '<driver name="vhost" queues="4"/>',
    );
    assert.equal(element(parseXml('<a/>'), 'driver', { name: '"' }), `<driver name='"'/>`);
  });
  test('both tags are renamed', () => {
    edits('<a><b c="1">x</b ></a>', 'b', (_, target) => renameElement(target, 'd'), '<a><d c="1">x</d></a>');
    edits('<a><b/></a>', 'b', (_, target) => renameElement(target, 'd'), '<a><d/></a>');
  });
  test('a sibling gets its own line, indented as the one before it', () => {
    edits('<a>\n\t<b/>\n</a>', 'b', after, '<a>\n\t<b/>\n\t<new/>\n\t<newer/>\n</a>');
    edits(
      '<a>\r\n  <b>\r\n  </b>\r\n</a>',
      'b',
      after,
      '<a>\r\n  <b>\r\n  </b>\r\n  <new/>\r\n  <newer/>\r\n</a>',
    );
  });
  test('a comment stays with what it stands behind', () => {
    edits(
      '<a>\n  <b/> <!-- one --> <!-- two -->\n</a>',
      'b',
      after,
      '<a>\n  <b/> <!-- one --> <!-- two -->\n  <new/>\n  <newer/>\n</a>',
    );
    edits(
      '<a> <!-- one -->\n  <b/>\n</a>',
      'a',
      inside,
      '<a> <!-- one -->\n  <new/>\n  <newer/>\n  <b/>\n</a>',
    );
  });
  test('on one line everything stays on it', () => {
    edits('<a><b/><c/></a>', 'b', after, '<a><b/><new/><newer/><c/></a>');
    edits('<a><b/><c/></a>', 'a', inside, '<a><new/><newer/><b/><c/></a>');
    edits('<a><b/></a>', 'b', inside, '<a><b><new/><newer/></b></a>');
    edits('<a>text</a>', 'a', inside, '<a><new/><newer/>text</a>');
  });
  test('a first child comes before the others', () => {
    edits('<a>\n    <b/>\n</a>', 'a', inside, '<a>\n    <new/>\n    <newer/>\n    <b/>\n</a>');
  });
  test('an empty element is opened, its child one step deeper', () => {
    edits(
      "<a>\n\t<b c='1' />\n</a>",
      'b',
      inside,
      "<a>\n\t<b c='1'>\n\t\t<new/>\n\t\t<newer/>\n\t</b>\n</a>",
    );
    edits('<a>\n   <b></b>\n</a>', 'b', inside, '<a>\n   <b>\n      <new/>\n      <newer/>\n   </b>\n</a>');
    edits('<a>\n <b>\n\n </b>\n</a>', 'b', inside, '<a>\n <b>\n  <new/>\n  <newer/>\n </b>\n</a>');
  });
  test('an element goes with its lines, when nothing else stands on them', () => {
    edits('<a>\n  <b>\n  </b>  \n  <c/>\n</a>', 'b', remove, '<a>\n  <c/>\n</a>');
    edits('<a>\r\n  <b/>\r\n</a>', 'b', remove, '<a>\r\n</a>');
    edits('<a>\n  <b/> <!-- why -->\n</a>', 'b', remove, '<a>\n   <!-- why -->\n</a>');
    edits('<a>\n  <c/> <b/>\n</a>', 'b', remove, '<a>\n  <c/>\n</a>');
    edits('<a><b/><c/></a>', 'b', remove, '<a><c/></a>');
  });
  test('edits come in any order, but may not overlap', () => {
    const at = (start: number, end: number, newText: string) => ({ start, end, newText });
    assert.equal(
      applyEdits('abcdef', [at(4, 5, 'E'), at(0, 1, 'A'), at(4, 4, '-'), at(6, 6, '!')]),
      'Abcd-Ef!',
    );
    assert.throws(() => applyEdits('abcdef', [at(0, 3, ''), at(2, 4, '')]), /overlap at offset 2/);
  });
});

describe('whatever the document looks like, after an edit it is well-formed and as intended', () => {
  const anyElement = fc.tuple(domainText, fc.nat()).map(([text, at]) => {
    const document = parseXml(text);
    const root = document.root as XmlElement;
    const elements = [...descendants(root)];
    return { document, target: elements[at % elements.length] ?? root };
  });

  function edited(document: XmlDocument, edit: TextEdit | TextEdit[]): XmlDocument {
    const after = parseXml(applyEdits(document.text, [edit].flat()));
    assert.deepEqual(after.problems, []);
    return after;
  }
  const lines = (document: XmlDocument) =>
    outline(document.children)
      .split('\n')
      .map((line) => line.trim());

  test('an attribute is set to any value', () => {
    const value = fc
      .string({ unit: 'grapheme' })
      .filter((text) => parseXml(`<a>${text}</a>`).problems.length === 0);
    fc.assert(
      fc.property(
        anyElement,
        fc.constantFrom('type', 'name', 'queues'),
        value,
        ({ document, target }, name, wanted) => {
          const after = edited(document, setAttribute(document, target, name, wanted));
          assert.equal(attributeOf(find(after, target.name), name).value, wanted);
        },
      ),
    );
  });

  test('an element is inserted as child or sibling, and nothing else changes', () => {
    const insert = fc.constantFrom(insertAfter, insertFirstChild);
    fc.assert(
      fc.property(anyElement, insert, ({ document, target }, insertNew) => {
        const after = edited(document, insertNew(document, target, '<new/>'));
        const inserted = find(after, 'new');
        const place = insertNew === insertAfter ? target.parent : target;
        assert.equal(inserted.parent?.name, place?.name);
        assert.deepEqual(
          lines(after).filter((line) => line !== '<new>'),
          lines(document),
        );
        const back = edited(after, removeNode(after, inserted));
        assert.deepEqual(lines(back), lines(document));
      }),
    );
  });

  test('an attribute that is added and removed leaves no trace', () => {
    fc.assert(
      fc.property(anyElement, ({ document, target }) => {
        const after = edited(document, setAttribute(document, target, 'queues-x', '4'));
        const added = attributeOf(find(after, target.name), 'queues-x');
        assert.equal(edited(after, removeAttribute(after, added)).text, document.text);
      }),
    );
  });
});
