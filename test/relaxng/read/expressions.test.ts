import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExpressionMistake, expressionCompiler } from '../../../server/src/relaxng/read/regex/index.ts';

/** Expressions of XML Schema, with texts that match and texts that do not; xmllint and jing decide the same. */
const rows: Readonly<Record<string, { yes: readonly string[]; no: readonly string[] }>> = {
  '': { yes: [''], no: ['a'] },
  abc: { yes: ['abc'], no: ['ab', 'abcd', 'xabc'] },
  'a|bc|': { yes: ['a', 'bc', ''], no: ['abc', 'b'] },
  'a?b*c+': { yes: ['c', 'abbcc', 'ac'], no: ['', 'aac', 'ab'] },
  'a{2}b{1,2}c{1,}': { yes: ['aabc', 'aabbccc'], no: ['abc', 'aabbbc', 'aabb'] },
  'a{0}': { yes: [''], no: ['a'] },
  '(a|b)*abb': { yes: ['abb', 'babaabb'], no: ['ab', 'abba'] },
  '((a|b)*c){2}': { yes: ['cc', 'abcbac'], no: ['c', 'ccc'] },
  '.': { yes: ['a', '😀', ' '], no: ['', '\n', '\r', 'ab'] },
  '^a$': { yes: ['^a$'], no: ['a'] },
  '[a-c0]': { yes: ['a', 'c', '0'], no: ['d', '-', ''] },
  '[^a-c\\n]': { yes: ['d', '^'], no: ['a', '\n'] },
  '[a-]|[-b]|[\\w-]': { yes: ['-', 'a', 'b', 'z'], no: ['!'] },
  '[*+?.^]': { yes: ['*', '+', '?', '.', '^'], no: ['a'] },
  '[a-z-[aeiou]]+': { yes: ['xyz'], no: ['xaz', '-'] },
  '[^a-c-[d]]': { yes: ['e'], no: ['a', 'd'] },
  '\\d\\D\\s\\S': { yes: ['1a b', '٣x\ty'], no: ['aa b', '11 b'] },
  '\\w+\\W': { yes: ['aé1 ', '+!'], no: ['a', ' !'] },
  '\\i\\c*': { yes: ['a-b', ':x', '_1', 'é'], no: ['1a', '-', ''] },
  '[\\i-[:]][\\c-[:]]*': { yes: ['a-b'], no: ['a:b'] },
  '\\p{Lu}\\p{Ll}\\P{L}': { yes: ['Aa1'], no: ['aA1', 'Aab'] },
  '\\p{IsBasicLatin}\\p{IsGreek}\\P{IsLatin-1Supplement}': { yes: ['aαa'], no: ['éαa', 'aaa', 'aαé'] },
  '\\(\\[\\{\\.\\\\\\-\\^\\|\\}\\]\\)': { yes: ['([{.\\-^|}])'], no: ['(['] },
  '[😀-😂]{2}': { yes: ['😀😁'], no: ['😀', '😃😀'] },
  '(0x)?[0-9a-fA-F]{1,4}': { yes: ['0xBEEF', 'f'], no: ['0x', '0xBEEF1'] },
};

describe('regular expressions of XML Schema', () => {
  for (const [expression, { yes, no }] of Object.entries(rows)) {
    test(expression || 'the empty one', () => {
      const matches = expressionCompiler()(expression);
      for (const text of yes) assert.equal(matches(text), true, `should match ${JSON.stringify(text)}`);
      for (const text of no) assert.equal(matches(text), false, `should not match ${JSON.stringify(text)}`);
    });
  }
});

describe('what is none', () => {
  const mistakes: Readonly<Record<string, readonly [offset: number, message: string]>> = {
    'a)': [1, 'This ) closes nothing: a bracket itself is written \\).'],
    '(a': [0, 'This ( is never closed.'],
    '(?:a)': [1, 'XML Schema has no (?…) groups.'],
    '*a': [0, '* repeats nothing here.'],
    'a+?': [2, '? repeats nothing here.'],
    'a]': [1, 'This ] closes nothing: the character itself is written \\].'],
    'a{,3}': [1, 'A quantity is written {n}, {n,} or {n,m}.'],
    'a{3,2}': [1, 'This quantity ends before it begins.'],
    'x[a': [1, 'This [ is never closed.'],
    '[]': [0, 'A character class cannot be empty.'],
    '[z-a]': [1, 'This range ends before it begins.'],
    '[a-\\d]': [1, 'A range goes from one character to another, not to a set of them.'],
    '[a-c-e]': [4, 'A hyphen stands first or last in a class; elsewhere it is written \\-.'],
    '[[a]': [1, 'A [ inside a character class is written \\[.'],
    '[a-[b]c]': [6, 'A subtraction ends its character class: ] is missing.'],
    'a\\b': [1, 'XML Schema has no escape \\b.'],
    '\\1': [0, 'XML Schema has no escape \\1.'],
    '\\p{Xx}': [0, 'There is no character property \\p{Xx}.'],
    '(a{1000}){1000}': [0, 'The expression is too large.'],
  };
  for (const [expression, [offset, message]] of Object.entries(mistakes)) {
    test(expression, () => {
      assert.throws(
        () => expressionCompiler()(expression),
        (thrown) =>
          thrown instanceof ExpressionMistake && thrown.offset === offset && thrown.message === message,
      );
    });
  }
});
