import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { AttributePattern, ElementPattern, Pattern } from '../../server/src/relaxng/grammar.ts';
import { readSchema } from '../../server/src/relaxng/read/index.ts';

const directory = path.join(import.meta.dirname, '../../server/grammar');
const read = readSchema('domain.rnc', (file) => readFileSync(path.join(directory, file), 'utf8'));

describe('the built-in grammar of the domain format', () => {
  test('reads without a mistake', () => {
    assert.deepEqual(read.errors, []);
  });

  test('documents every name, with a link to its section in libvirt’s documentation', () => {
    const undocumented = patternsWithNames()
      .filter((pattern) => !pattern.documentation?.includes('](https://libvirt.org/'))
      .map(place);
    assert.deepEqual(undocumented, []);
  });
});

function patternsWithNames(): (ElementPattern | AttributePattern)[] {
  const elements = read.grammar?.elements ?? [];
  assert.ok(elements.length > 0);
  const attributes = elements.flatMap((element) => [...attributesOf(element.content)]);
  return [...elements, ...attributes].filter((pattern) => pattern.name.kind === 'name');
}

function* attributesOf(pattern: Pattern): Generator<AttributePattern> {
  if (pattern.kind === 'attribute') yield pattern;
  else if ('members' in pattern) for (const member of pattern.members) yield* attributesOf(member);
  else if (pattern.kind === 'oneOrMore') yield* attributesOf(pattern.of);
}

function place({ name, origin }: ElementPattern | AttributePattern): string {
  const line = readFileSync(path.join(directory, origin.file), 'utf8')
    .slice(0, origin.start)
    .split('\n').length;
  return `${origin.file}:${line} ${name.kind === 'name' ? name.local : name.kind}`;
}
