import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type ReadElement, readXml } from '../../client/src/apply/readXml.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { childElements, textContent } from '../../server/src/xml/query.ts';
import type { XmlElement } from '../../server/src/xml/tree.ts';

const root = path.join(__dirname, '../..');

interface Outline {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly text: string;
  readonly children: readonly Outline[];
}

const outlineOfRead = ({ name, attributes, text, children }: ReadElement): Outline => ({
  name,
  attributes: attributes.map((each) => [each.name, each.value]),
  text,
  children: children.map(outlineOfRead),
});

const outlineOfTree = (element: XmlElement): Outline => ({
  name: element.name,
  attributes: element.attributes.map(({ name, value }) => [name, value]),
  text: textContent(element),
  children: childElements(element).map(outlineOfTree),
});

describe('reading XML that is not edited', () => {
  const files = globSync('{examples,test/rules/fixtures/*}/*.xml', { cwd: root });
  const texts = [
    ...files.map((file) => readFileSync(path.join(root, file), 'utf8')),
    `<?xml version='1.0'?><!-- c --><domain type="a&amp;b&#65;&#x42;">t &lt; <![CDATA[<x>]]> u<q:p xmlns:q='n' v=''/></domain>`,
  ];

  test('gives the tree that the editor’s parser gives', () => {
    assert.ok(files.length > 40);
    for (const text of texts) {
      const read = readXml(text);
      const { root: tree } = parseXml(text);
      assert.ok(read && tree);
      assert.deepEqual(outlineOfRead(read), outlineOfTree(tree));
    }
  });

  test('gives nothing for what has no element', () => assert.equal(readXml('error: no domain'), undefined));
});
