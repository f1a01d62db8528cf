import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Pattern } from '../../../server/src/relaxng/grammar.ts';
import { type Files, readFiles, xmlGrammar } from './support.ts';

/** What is said about each element and attribute that is reached. */
function documentation(files: Files): Record<string, string | undefined> {
  const said: Record<string, string | undefined> = {};
  const collect = (pattern: Pattern) => {
    if (pattern.kind === 'attribute' && pattern.name.kind === 'name')
      said[`@${pattern.name.local}`] = pattern.documentation;
    if ('members' in pattern) pattern.members.forEach(collect);
    if ('of' in pattern) collect(pattern.of);
  };
  for (const { name, content, documentation } of readFiles(files).grammar?.elements ?? []) {
    if (name.kind === 'name') said[name.local] = documentation;
    collect(content);
  }
  return said;
}

describe('documentation', () => {
  test('in compact syntax stands in ## comments, and keeps its Markdown', () => {
    const schema = `
      ## The **root**:
      ##
      ## - one
      ##   - deeper
      start = element r {
        ## An attribute.
        attribute a { text }?,
        ### More than two marks are no heading.
        attribute b { text },
        attribute c { text }
      }`;
    assert.deepEqual(documentation({ 'a.rnc': schema }), {
      r: 'The **root**:\n\n- one\n  - deeper',
      '@a': 'An attribute.',
      '@b': 'More than two marks are no heading.',
      '@c': undefined,
    });
  });

  test('in XML syntax stands in a:documentation, without the indentation of its place', () => {
    const schema = xmlGrammar(`<start><element name="r">
      <a:documentation>
        The **root**:

        - one
          - deeper
      </a:documentation>
      <a:documentation>And more.</a:documentation>
      <attribute name="a"><a:documentation>An attribute.</a:documentation></attribute>
    </element></start>`);
    assert.deepEqual(documentation({ 'a.rng': schema }), {
      r: 'The **root**:\n\n- one\n  - deeper\n\nAnd more.',
      '@a': 'An attribute.',
    });
  });

  test('as an annotation is documentation too', () => {
    const schema = `namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"
      start = [ a:documentation [ "Said." ] x:other [ "Not said." ] ] element r { empty }`;
    assert.deepEqual(documentation({ 'a.rnc': schema }), { r: 'Said.' });
  });

  test('of a definition is for what it defines, unless that says something itself', () => {
    const schema = `
      start = element r { one, two, several }
      ## Of the definition.
      one = attribute one { text }?
      ## Of the definition.
      two =
        ## Its own.
        element two { empty } | element three { empty }
      ## Of a group.
      several = attribute four { text }, attribute five { text }`;
    assert.deepEqual(documentation({ 'a.rnc': schema }), {
      r: undefined,
      two: 'Its own.',
      three: 'Of the definition.',
      '@one': 'Of the definition.',
      '@four': undefined,
      '@five': undefined,
    });
  });
});
