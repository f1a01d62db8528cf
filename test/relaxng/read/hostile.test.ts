import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSchema } from '../../../server/src/relaxng/read/index.ts';
import { expressionCompiler } from '../../../server/src/relaxng/read/regex/index.ts';
import { readFiles, simpleCompact, xmlGrammar } from './support.ts';

/** Numbers from 0 on. */
const upTo = (count: number) => [...Array(count).keys()];

function messages(schema: string, file = 'schema.rnc'): string[] {
  return readFiles({ [file]: schema }).errors.map(({ message }) => message);
}

describe('hostile schemas', () => {
  test('definitions that double at each step', () => {
    const doubling = upTo(64).map((step) => `a${step} = a${step + 1}, (a${step + 1} | text)`);
    const schema = `start = element r { a0 } ${doubling.join('\n')} a64 = element b { empty }`;
    assert.deepEqual(messages(schema), ['The schema is too large: its definitions multiply here.']);
  });

  test('the same with an element at each step is small', () => {
    const steps = upTo(64).map((step) => `a${step} = element e${step} { a${step + 1}, a${step + 1} }`);
    assert.equal(simpleCompact(`start = a0 ${steps.join('\n')} a64 = empty`).split('\n').length, 65);
  });

  test('a chain of definitions without end, almost', () => {
    const chain = upTo(10_000).map((step) => `a${step} = (a${step + 1} | text)?`);
    assert.deepEqual(messages(`start = element r { a0 } ${chain.join('\n')} a10000 = text`), [
      'The schema nests too deep: the limit is 500.',
    ]);
  });

  test('nesting without end', () => {
    const deep = `${'('.repeat(100_000)}text`;
    assert.deepEqual(messages(deep), ['The schema nests too deep: the limit is 250.']);
    const classes = `element ${'('.repeat(100_000)} { text }`;
    assert.deepEqual(messages(classes), ['The schema nests too deep: the limit is 250.']);
    const tags = xmlGrammar(`<start>${'<group>'.repeat(100_000)}${'</group>'.repeat(100_000)}</start>`);
    assert.ok(messages(tags, 'schema.rng').length > 0);
  });

  test('includes that multiply', () => {
    const files = Object.fromEntries(
      upTo(40).map((step) => [
        `${step}.rnc`,
        `include "${step + 1}.rnc" include "${step + 1}.rnc" a |= text`,
      ]),
    );
    const { errors } = readFiles({ ...files, '40.rnc': 'a |= text' });
    assert.equal(errors[0]?.message, 'The schema is too large: its files go on and on.');
  });

  test('references to ever new files', () => {
    const { errors, files } = readSchema('0.rnc', (file) => {
      const number = Number.parseInt(file, 10);
      return `element a { external "${number + 1}.rnc" }`;
    });
    assert.equal(errors[0]?.message, 'The schema is too large: its files go on and on.');
    assert.ok(files.length <= 1001);
  });

  test('thousands of mistakes are not all told', () => {
    const many = upTo(5_000).map((index) => `a${index} = gone${index}`);
    assert.equal(messages(`start = text ${many.join('\n')}`).length, 100);
  });

  test('names that JavaScript objects have are names', () => {
    assert.ok(messages(xmlGrammar('<constructor/>'), 'schema.rng').length > 0);
    assert.ok(messages('start = element r { xsd:string { toString = "x" } }').length > 0);
    assert.equal(
      simpleCompact('start = constructor constructor = element __proto__ { empty }'),
      'start = __proto__\n__proto__ = empty',
    );
  });
});

describe('hostile expressions', () => {
  test('alternatives that backtracking would try without end', () => {
    const matches = expressionCompiler()('(a|a|aa)*(a*)*b');
    assert.equal(matches('a'.repeat(50_000)), false);
    assert.equal(matches(`${'a'.repeat(50_000)}b`), true);
  });

  test('more states than are remembered', () => {
    const matches = expressionCompiler()('(a|b)*a(a|b){16}');
    let bits = 1;
    const text = upTo(20_000).map(() => {
      bits = (bits * 1_103_515_245 + 12_345) % 2_147_483_648;
      return bits & 65_536 ? 'a' : 'b';
    });
    assert.equal(matches(`${text.join('')}a${'b'.repeat(16)}`), true);
    assert.equal(matches(`${text.join('')}b${'b'.repeat(16)}`), false);
  });

  test('more kinds of characters than are remembered', () => {
    const matches = expressionCompiler()('[\\w-[b]]*b');
    const text = upTo(20_000).map((index) => String.fromCodePoint(0x4e00 + index));
    assert.equal(matches(`${text.join('')}b`), true);
  });

  test('many that are large', () => {
    const large = upTo(1_000).map((index) => `xsd:string { pattern = "a{${19_000 + index}}" }`);
    const told = messages(`start = element r { ${large.join(' | ')} }`);
    assert.deepEqual(new Set(told), new Set(['The expression is too large.']));
  });

  test('nesting without end', () => {
    assert.deepEqual(messages(`element r { xsd:string { pattern = "${'('.repeat(10_000)}" } }`), [
      'The expression nests too deep: the limit is 100.',
    ]);
  });
});
