import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  Automaton,
  isKnownToBeValid,
  isValid,
  type KnownState,
  knownState,
  learn,
  restoreGrammar,
  restoreKnown,
  storeGrammar,
  storeKnown,
} from '../../server/src/relaxng/index.ts';
import { readSchema } from '../../server/src/relaxng/read/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { corpus, libvirtAutomaton, libvirtSchemas } from './libxml2.ts';
import { mutations } from './mutations.ts';

const compact = `
  namespace ns = "urn:x"
  start = element vm {
    attribute kind { "big" | "small" }?,
    element name { xsd:token { pattern = "[a-z ]+" } },
    (element note { text } & element ns:size { xsd:unsignedInt }? & element device { empty }*)
  }`;

function automatonOf(schema: string): Automaton {
  const { grammar } = readSchema('schema.rnc', (file) => (file === 'schema.rnc' ? schema : undefined));
  assert.ok(grammar);
  return new Automaton(grammar);
}

function knownFrom(automaton: Automaton, documents: readonly string[]): KnownState {
  for (const text of documents) assert.ok(isValid(automaton, parseXml(text)), text);
  const known = knownState({ isFinal: false, hasText: false });
  learn(known, automaton.start());
  return known;
}

const vm = (content: string) => `<vm kind='big'>${content}</vm>\n`;
const sound = vm(`<name>a b</name>\n<note>x</note> <device/>`);

describe('documents like those that were found valid', () => {
  const automaton = automatonOf(compact);
  const known = knownFrom(automaton, [
    sound,
    vm(`<name>a</name><note/>`),
    `<vm xmlns:q='urn:x'><name>a</name><q:size>1</q:size><note>x</note></vm>`,
  ]);
  const isKnown = (text: string) => isKnownToBeValid(automaton, known, text);

  for (const [title, text] of [
    ['one of them', sound],
    ['another value of the same kind', vm(`<name>zz</name><note>y &lt; z</note><device />`)],
    [
      'a declaration and comments',
      `<?xml version="1.0"?>\n<!-- & -->${vm(`<name>a</name><!-- b --><note>x</note>`)}`,
    ],
    ['another prefix', `<vm xmlns:other='urn:x'><name>a</name><other:size>7</other:size><note>z</note></vm>`],
  ] as const)
    test(`${title}: known to be valid`, () => {
      assert.ok(isValid(automaton, parseXml(text)));
      assert.ok(isKnown(text));
    });

  for (const [title, text] of [
    ['a value that is not allowed', vm(`<name>A</name><note>x</note>`)],
    ['an element too few', vm(`<name>a</name>`)],
    ['the wrong namespace', `<vm xmlns:q='urn:y'><name>a</name><q:size>1</q:size><note>x</note></vm>`],
    ['an attribute twice', `<vm kind='big' kind='big'><name>a</name><note>x</note></vm>`],
    ['tags that cross', `<vm kind='big'><name>a</name><note>x</vm></note>`],
    ['a tag that is not closed', `<vm kind='big'><name>a</name><note>x</note>`],
    ['text behind the root', `${sound}x`],
    ['a second root', sound + sound],
    ['a bare ampersand', vm(`<name>a</name><note>x & y</note>`)],
    ['a control character', vm(`<name>a</name><note>\u0001</note>`)],
    [']]> in text', vm(`<name>a</name><note>]]></note>`)],
    ['-- in a comment', vm(`<name>a</name><!-- -- --><note>x</note>`)],
    ['nothing', ''],
  ] as const)
    test(`${title}: not known to be valid`, () => {
      const document = parseXml(text);
      assert.equal(document.problems.length === 0 && isValid(automaton, document), false);
      assert.equal(isKnown(text), false);
    });

  test('what no document has shown is not known, and is when one has', () => {
    const text = vm(`<name>a</name><device/><device/><note>x</note>`);
    assert.equal(isKnown(text), false);
    assert.ok(isValid(automaton, parseXml(text)));
    assert.equal(learn(known, automaton.start()), true);
    assert.ok(isKnown(text));
    assert.equal(learn(known, automaton.start()), false);
  });

  test('keeps no text of a document', () => {
    const secret = vm(`<name>hunter</name><note>hunter</note>`);
    assert.ok(isKnown(secret));
    assert.doesNotMatch(storeKnown(known, automaton.grammar), /hunter/);
  });
});

const skip = existsSync(libvirtSchemas) ? false : `${libvirtSchemas} is not here: libvirt is not installed`;

describe('what is known of libvirt’s schema', { skip }, () => {
  test('stored and restored, knows the valid documents it was learnt from, and never one that is not', () => {
    const documents = corpus().map(({ text }) => text);
    const automaton = libvirtAutomaton();
    const valid = documents.filter((text) => isValid(automaton, parseXml(text)));
    const known = knownFrom(automaton, valid);
    const stored = storeGrammar(automaton.grammar);
    assert.ok(stored);
    const grammar = restoreGrammar(stored);
    assert.ok(grammar);
    const later = new Automaton(grammar);
    const restored = restoreKnown(storeKnown(known, automaton.grammar), grammar, later.alphabet);

    const unknown = valid.filter((text) => !isKnownToBeValid(later, restored, text));
    assert.ok(unknown.length <= 0.01 * valid.length, `${unknown.length} of ${valid.length} are not known`);
    let checked = 0;
    let allowed = 0;
    for (const { text } of mutations(documents, 11)) {
      if (isKnownToBeValid(later, restored, text)) {
        assert.ok(isValid(automaton, parseXml(text)), text);
        allowed++;
      }
      if (++checked === 3000) break;
    }
    assert.ok(allowed > 300, `only ${allowed} mutations are known to be valid`);
  });
});
