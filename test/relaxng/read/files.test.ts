import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolvePath } from '../../../server/src/relaxng/read/paths.ts';
import { assertMistakes, readFiles, simpleForm, xmlGrammar } from './support.ts';

describe('schemas of several files', () => {
  test('include takes in a grammar, of either syntax', () => {
    const files = {
      'main.rnc': 'include "parts/common.rng"  start = element r { common }',
      'parts/common.rng': xmlGrammar(
        '<include href="../base.rnc"/><define name="common"><ref name="base"/></define>',
      ),
      'base.rnc': 'base = attribute a { text }',
    };
    assert.equal(simpleForm(files), 'start = r\nr = @a { text }');
    assert.deepEqual(readFiles(files).files, ['main.rnc', 'parts/common.rng', 'base.rnc']);
  });

  test('an include may override definitions, also those that the file includes itself', () => {
    const files = {
      'main.rnc': 'include "a.rnc" { start = element r { x, y }  div { x = attribute mine { text } } }',
      'a.rnc': 'include "b.rnc"  start = notAllowed  y = attribute y { text }',
      'b.rnc': 'x |= attribute theirs { text }  x |= attribute others { text }',
    };
    assert.equal(simpleForm(files), 'start = r\nr = @mine { text }, @y { text }');
  });

  test('what the including file adds combines with what is included', () => {
    const files = {
      'main.rnc': 'include "a.rnc"  x |= attribute b { text }',
      'a.rnc': 'start = element r { x }  x = attribute a { text }',
    };
    assert.equal(simpleForm(files), 'start = r\nr = @a { text } | @b { text }');
  });

  test('external puts a whole schema in the place of a pattern', () => {
    const files = {
      'main.rnc': 'start = element r { external "a.rng" & external "b.rnc" }  x = element mine { empty }',
      'a.rng': '<element xmlns="http://relaxng.org/ns/structure/1.0" name="a"><empty/></element>',
      'b.rnc': 'start = x  x = element theirs { empty }',
    };
    assert.equal(simpleForm(files), 'start = r\nr = a & theirs\na = empty\ntheirs = empty');
  });

  test('a file inherits the namespace of the place it is named at, unless it has its own', () => {
    const files = {
      'main.rnc': `default namespace = "urn:m" namespace o = "urn:o"
        start = element r { external "a.rnc" & external "a.rnc" inherit = o & external "own.rnc" }`,
      'a.rnc': 'element a { attribute b { text } }',
      'own.rnc': 'default namespace = "urn:own" element a { empty }',
    };
    const expected = `start = {urn:m}r
{urn:m}r = {urn:m}a & {urn:o}a & {urn:own}a
{urn:m}a = @b { text }
{urn:o}a = @b { text }
{urn:own}a = empty`;
    assert.equal(simpleForm(files), expected);
  });

  test('xml:base changes what references are resolved against', () => {
    const files = {
      'main.rng': xmlGrammar('<div xml:base="parts/"><include href="a.rnc"/></div>'),
      'parts/a.rnc': 'start = element r { empty }',
    };
    assert.equal(simpleForm(files), 'start = r\nr = empty');
  });
});

describe('mistakes between files', () => {
  test('a file that is missing is said once, and nothing is said of what it would define', () => {
    assertMistakes({ 'main.rnc': '⟦include "gone.rnc"⟧  start = element r { there }' }, [
      'There is no schema file gone.rnc.',
    ]);
  });

  test('a mistake in a file stands in that file', () => {
    assertMistakes({ 'main.rnc': 'include "a.rnc" start = element r { x }', 'a.rnc': 'x = ⟦}⟧' }, [
      'Expected here is a pattern, not }.',
    ]);
  });

  test('files that take in each other', () => {
    assertMistakes({ 'a.rnc': 'include "b.rnc" start = text', 'b.rnc': '⟦include "a.rnc"⟧' }, [
      'This file takes in itself: a.rnc → b.rnc → a.rnc.',
    ]);
    assertMistakes({ 'a.rnc': 'element a { ⟦external "a.rnc"⟧ }' }, [
      'This file takes in itself: a.rnc → a.rnc.',
    ]);
  });

  test('an override of nothing', () => {
    assertMistakes({ 'a.rnc': 'include "b.rnc" { ⟦x⟧ = text }', 'b.rnc': 'start = element r { empty }' }, [
      'b.rnc does not define x: there is nothing to override.',
    ]);
  });

  test('an include of a pattern', () => {
    assertMistakes({ 'a.rnc': '⟦include "b.rnc"⟧', 'b.rnc': 'element r { empty }' }, [
      'b.rnc is no grammar: only grammars are included, patterns are external.',
    ]);
  });
});

describe('where a reference leads', () => {
  const rows: readonly (readonly [base: string, href: string, file: string])[] = [
    ['domain.rng', 'common.rng', 'common.rng'],
    ['/usr/share/domain.rng', 'common.rng', '/usr/share/common.rng'],
    ['/usr/share/domain.rng', '../lib/./a.rng', '/usr/lib/a.rng'],
    ['/usr/a.rng', '../../../b.rng', '/b.rng'],
    ['a/b.rng', '../../c.rng', '../c.rng'],
    ['/usr/a.rng', '/etc/b.rng', '/etc/b.rng'],
    ['/usr/a.rng', 'my%20schema.rng', '/usr/my schema.rng'],
    ['/usr/a.rng', '100%.rng', '/usr/100%.rng'],
    ['C:\\schemas\\a.rng', 'b.rng', 'C:\\schemas\\b.rng'],
    ['file:///usr/share/a.rng', '../b%20c.rng', 'file:///usr/b%20c.rng'],
    ['https://example.org/x/a.rng', '/b.rng', 'https://example.org/b.rng'],
    ['https://example.org/x/a.rng', '//example.net/b.rng', 'https://example.net/b.rng'],
    ['/usr/a.rng', 'https://example.org/b.rng', 'https://example.org/b.rng'],
  ];
  for (const [base, href, file] of rows)
    test(`${href} in ${base}`, () => assert.equal(resolvePath(base, href), file));
});
