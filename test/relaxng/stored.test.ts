import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Automaton, isValid, restoreGrammar, storeGrammar } from '../../server/src/relaxng/index.ts';
import { readSchema } from '../../server/src/relaxng/read/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';

function grammarOf(compact: string) {
  const { grammar, errors } = readSchema('schema.rnc', (file) =>
    file === 'schema.rnc' ? compact : undefined,
  );
  assert.ok(grammar, errors.map(({ message }) => message).join());
  return grammar;
}

describe('a grammar stored as text', () => {
  const recursive = `
    start = tree
    ## A tree.
    tree = element tree {
      attribute size { xsd:int { minInclusive = "1" } - ("7" | "9") }?,
      attribute kind { "oak" | "elm" }?,
      (list { xsd:token+ } | (leaf & tree*))
    }
    leaf = element * - (tree | ns.*) { text | empty }
    namespace ns = "urn:x"`.replace(/\n\s*namespace ns = "urn:x"/, '');

  test('accepts and refuses what the grammar does', () => {
    const grammar = grammarOf(`namespace ns = "urn:x"\n${recursive.replace('ns.*', 'ns:*')}`);
    const stored = storeGrammar(grammar);
    assert.ok(stored);
    const restored = restoreGrammar(stored);
    assert.ok(restored);
    const [before, after] = [new Automaton(grammar), new Automaton(restored)];
    const verdicts = [
      '<tree size="3"><leaf/><tree kind="oak">a b</tree></tree>',
      '<tree size="7"><leaf/></tree>',
      '<tree kind="ash"><leaf/></tree>',
      '<tree/>',
      '<tree><tree><leaf/></tree></tree>',
      '<tree><leaf xmlns="urn:x"/></tree>',
    ].map((text) => [isValid(before, parseXml(text)), isValid(after, parseXml(text))]);
    assert.deepEqual(
      verdicts.map(([one]) => one),
      [true, false, false, false, false, false],
    );
    for (const [one, other] of verdicts) assert.equal(one, other);
  });

  test('is the same text again when it was restored, for the built-in grammar too', () => {
    const folder = path.join(__dirname, '../../server/grammar');
    const { grammar } = readSchema(path.join(folder, 'domain.rnc'), (file) => readFileSync(file, 'utf8'));
    assert.ok(grammar);
    const stored = storeGrammar(grammar);
    assert.ok(stored);
    const restored = restoreGrammar(stored);
    assert.ok(restored);
    assert.equal(storeGrammar(restored), stored);
  });

  test('is not to be had where values depend on prefixes', () => {
    assert.equal(storeGrammar(grammarOf('element a { xsd:QName }')), undefined);
  });

  test('is nothing when the text is something else', () => {
    for (const text of [
      '',
      'null',
      '{}',
      '{"patterns":[["list",4]],"types":[],"files":[],"start":0,"elements":[]}',
    ])
      assert.equal(restoreGrammar(text), undefined, text);
  });
});
