import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simpleCompact, simpleForm, xmlGrammar } from './support.ts';

/** What is written in each of the two syntaxes, and what both mean. */
interface Example {
  readonly compact: string;
  readonly xml: string;
  readonly simple: string;
}

const examples: Readonly<Record<string, Example>> = {
  'elements, attributes and text': {
    compact: 'start = element r { attribute a { text }, element b { text } }',
    xml: `<start><element name="r"><attribute name="a"/><element name="b"><text/></element></element></start>`,
    simple: `
      start = r
      r = @a { text }, b
      b = text`,
  },
  'optional, zeroOrMore and oneOrMore': {
    compact: 'start = element r { a?, a*, a+ }  a = element a { empty }',
    xml: `<start><element name="r"><optional><ref name="a"/></optional><zeroOrMore><ref name="a"/></zeroOrMore>
      <oneOrMore><ref name="a"/></oneOrMore></element></start>
      <define name="a"><element name="a"><empty/></element></define>`,
    simple: `
      start = r
      r = (a | empty), (a+ | empty), a+
      a = empty`,
  },
  'groups, interleaves and choices lie flat': {
    compact:
      'start = element r { (a, (a, a)) | (a | (a & (b & text))) }  a = element a { empty }  b = element b { empty }',
    xml: `<start><element name="r"><choice><group><ref name="a"/><group><ref name="a"/><ref name="a"/></group></group>
      <choice><ref name="a"/><interleave><ref name="a"/><interleave><ref name="b"/><text/></interleave></interleave></choice>
      </choice></element></start><define name="a"><element name="a"><empty/></element></define>
      <define name="b"><element name="b"><empty/></element></define>`,
    simple: `
      start = r
      r = (a, a, a) | a | (a & b & text)
      a = empty
      b = empty`,
  },
  'mixed is an interleave with text': {
    compact: 'start = element r { mixed { element a { empty }, element b { empty } } }',
    xml: `<start><element name="r"><mixed><element name="a"><empty/></element><element name="b"><empty/></element></mixed>
      </element></start>`,
    simple: `
      start = r
      r = text & (a, b)
      a = empty
      b = empty`,
  },
  'empty and notAllowed are absorbed': {
    compact: `start = element r { (empty, a, empty) | notAllowed | (a & notAllowed) | attribute x { notAllowed } | empty* }
      a = element a { notAllowed+ }`,
    xml: `<start><element name="r"><choice><group><empty/><ref name="a"/><empty/></group><notAllowed/>
      <interleave><ref name="a"/><notAllowed/></interleave><attribute name="x"><notAllowed/></attribute>
      <zeroOrMore><empty/></zeroOrMore></choice></element></start>
      <define name="a"><element name="a"><oneOrMore><notAllowed/></oneOrMore></element></define>`,
    simple: `
      start = r
      r = a | empty
      a = notAllowed`,
  },
  'values and datatypes': {
    compact: `start = element r { "on" | string " x " | xsd:int "1"
      | (xsd:string { minLength = "2" pattern = "[a-z]+" } - ("no" | "never")) | list { xsd:int, token* } }`,
    xml: `<start><element name="r"><choice><value>on</value><value type="string" datatypeLibrary=""> x </value>
      <value type="int">1</value>
      <data type="string"><param name="minLength">2</param><param name="pattern">[a-z]+</param>
        <except><value>no</value><value>never</value></except></data>
      <list><data type="int"/><zeroOrMore><data type="token" datatypeLibrary=""/></zeroOrMore></list>
      </choice></element></start>`,
    simple: `
      start = r
      r = token "on" | string " x " | xsd:int "1" | xsd:string { minLength = "2" pattern = "[a-z]+" } - (token "no" | token "never") | list { xsd:int, (token+ | empty) }`,
  },
  'name classes': {
    compact: `namespace x = "urn:x"
      start = element (r | x:r) { attribute * - (x:* | a) { text }*, element x:* - x:b { empty } }`,
    xml: `<start><element><choice><name>r</name><name>x:r</name></choice>
      <zeroOrMore><attribute><anyName><except><nsName ns="urn:x"/><name>a</name></except></anyName></attribute></zeroOrMore>
      <element><nsName ns="urn:x"><except><name>x:b</name></except></nsName><empty/></element></element></start>`,
    simple: `
      start = (r | {urn:x}r)
      (r | {urn:x}r) = (@* - ({urn:x}* | a) { text }+ | empty), {urn:x}* - {urn:x}b
      {urn:x}* - {urn:x}b = empty`,
  },
  'a default namespace is for elements': {
    compact: 'default namespace = "urn:d" start = element r { attribute a { text } }',
    xml: '<start ns="urn:d"><element name="r"><attribute name="a"/></element></start>',
    simple: `
      start = {urn:d}r
      {urn:d}r = @a { text }`,
  },
  'definitions combine': {
    compact: `start = r  r |= element r { a }  r |= element s { a }
      a &= attribute a { text }  a &= attribute b { text }  a = attribute c { text }`,
    xml: `<start><ref name="r"/></start><define name="r" combine="choice"><element name="r"><ref name="a"/></element></define>
      <define name="r" combine="choice"><element name="s"><ref name="a"/></element></define>
      <define name="a" combine="interleave"><attribute name="a"/></define>
      <define name="a" combine="interleave"><attribute name="b"/></define><define name="a"><attribute name="c"/></define>`,
    simple: `
      start = r | s
      r = @a { text } & @b { text } & @c { text }
      s = @a { text } & @b { text } & @c { text }`,
  },
  'grammars in grammars': {
    compact: `start = element r { grammar { start = a & parent a  a = element in { empty } } }
      div { a = element out { r? }  div { r = element deep { empty } } }`,
    xml: `<start><element name="r"><grammar><start><interleave><ref name="a"/><parentRef name="a"/></interleave></start>
      <define name="a"><element name="in"><empty/></element></define></grammar></element></start>
      <div><define name="a"><element name="out"><optional><ref name="r"/></optional></element></define>
      <div><define name="r"><element name="deep"><empty/></element></define></div></div>`,
    simple: `
      start = r
      r = in & out
      in = empty
      out = deep | empty
      deep = empty`,
  },
  'recursion through elements': {
    compact: 'start = a  a = element a { a* }',
    xml: `<start><ref name="a"/></start>
      <define name="a"><element name="a"><zeroOrMore><ref name="a"/></zeroOrMore></element></define>`,
    simple: `
      start = a
      a = a+ | empty`,
  },
  'elements of one name are told apart': {
    compact: 'start = element a { element a { text } | element a { empty } }',
    xml: `<start><element name="a"><choice><element name="a"><text/></element><element name="a"><empty/></element></choice>
      </element></start>`,
    simple: `
      start = a
      a = a#2 | a#3
      a#2 = text
      a#3 = empty`,
  },
};

function lines(text: string): string {
  return text.trim().replace(/\n +/g, '\n');
}

describe('both syntaxes give the same simple form', () => {
  for (const [name, { compact, xml, simple }] of Object.entries(examples)) {
    test(name, () => {
      assert.equal(simpleCompact(compact), lines(simple), 'compact');
      assert.equal(simpleForm({ 'schema.rng': xmlGrammar(xml) }), lines(simple), 'XML');
    });
  }
});

describe('compact syntax', () => {
  const same: Readonly<Record<string, readonly [string, string]>> = {
    'a schema that is one pattern': ['element r { empty }', 'start = element r { empty }'],
    'comments and annotations mean nothing': [
      `# a comment
       [ x:y = "z" [ deep [ "er" ] ] ] start = [ a = "b" ] element [ c = "d" ] r { empty >> after [ "it" ] }
       alone [ "by itself" ]`,
      'start = element r { empty }',
    ],
    'keywords are names behind a backslash': [
      'start = \\element  \\element = element element { attribute text { empty } }',
      'start = a  a = element \\element { attribute \\text { empty } }',
    ],
    'escapes stand for characters': [
      'start = element r { "\\x{41}\\x{1F600}", empt\\x{79} }',
      'start = element r { "A😀" }',
    ],
    'texts may be joined, and span lines in three quotes': [
      'start = element r { string "a" ~ \'b"\' ~ """c"\nd""" | string "a\\x{A}b" }',
      `start = element r { string 'ab"c"' ~ '''\nd''' | string """a\nb""" }`,
    ],
    'a byte order mark is passed over': ['\uFEFFstart = element r { empty }', 'start = element r { empty }'],
    'dots and hyphens belong to names': [
      'start = disk.source-x  disk.source-x = element a-b.c { empty }',
      'start = d  d = element a-b.c { empty }',
    ],
    'the prefix xsd is declared already, xml too': [
      'start = element r { attribute xml:id { xsd:NCName } }',
      `datatypes d = "http://www.w3.org/2001/XMLSchema-datatypes"
       namespace n = "http://www.w3.org/XML/1998/namespace"
       start = element r { attribute n:id { d:NCName } }`,
    ],
  };
  for (const [name, [written, plain]] of Object.entries(same))
    test(name, () => assert.equal(simpleCompact(written), simpleCompact(plain)));
});

describe('XML syntax', () => {
  test('foreign elements and attributes mean nothing', () => {
    const xml = `<start x:note="y"><element name="r"><x:hint><element name="no"/></x:hint><empty/></element></start>`;
    assert.equal(simpleForm({ 'a.rng': xmlGrammar(xml) }), 'start = r\nr = empty');
  });

  test('RELAX NG may have a prefix', () => {
    const xml = `<r:element xmlns:r="http://relaxng.org/ns/structure/1.0" name=" r "><r:empty/></r:element>`;
    assert.equal(simpleForm({ 'a.rng': xml }), 'start = r\nr = empty');
  });

  test('white space around names is nothing, within values it is', () => {
    const xml = `<start><element><name> r </name><value type="string"> v </value></element></start>`;
    assert.equal(simpleForm({ 'a.rng': xmlGrammar(xml) }), 'start = r\nr = xsd:string " v "');
  });
});
