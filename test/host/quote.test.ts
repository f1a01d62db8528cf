import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { quoteCommand } from '../../client/src/host/quote.ts';

/** What a real shell makes of the command: it prints every word it was given, each ended by NUL. */
function wordsOfShell(argv: readonly string[]): string[] {
  const command = quoteCommand(['printf', '%s\\0', ...argv]);
  return execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

const hostile = [
  'vm; touch x',
  '$(id)',
  '`id`',
  "it's",
  'say "hi"',
  'back\\slash',
  '\\',
  "'\\''",
  'two\nlines',
  'tab\there',
  '-n',
  '--',
  '',
  ' ',
  '*',
  '~',
  '#no comment',
  '!1',
  'a=b',
  '{a,b}',
  '虚拟机',
  '\u{1f4a5}',
];

test('every hostile word arrives as it was', () => assert.deepEqual(wordsOfShell(hostile), hostile));

test('any word arrives as it was', () => {
  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'\'"\\$`;&|<>(){}[]*?~#!=- \t\n%az') }),
    fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (argv) =>
      assert.deepEqual(wordsOfShell(argv), argv),
    ),
    { numRuns: 150 },
  );
});

test('what a person would not quote is not quoted', () =>
  assert.equal(
    quoteCommand(['virsh', '-c', 'qemu:///system', 'dominfo', 'vm-1']),
    'virsh -c qemu:///system dominfo vm-1',
  ));

test('NUL is refused', () => assert.throws(() => quoteCommand(['a\0b']), RangeError));
