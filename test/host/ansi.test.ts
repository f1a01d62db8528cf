import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { harmless } from '../../client/src/host/harmless.ts';
import { coloured, head, terminalLines } from '../../client/src/views/ansi.ts';

describe('output of a host in the terminal', () => {
  test('cannot move the cursor, set the title, or delete what was written', () =>
    assert.equal(harmless('\x1b[2J\x1b]0;owned\x07ok\b\b\r\x9b31m'), '␛[2J␛]0;owned␇ok␈␈␍\ufffd31m'));

  test('cannot turn the writing direction round', () => assert.equal(harmless('a\u202eb'), 'a\ufffdb'));

  test('keeps lines, tabs and every language', () =>
    assert.equal(harmless('RX:\t4\r\n虚拟机 é 🙂'), 'RX:\t4\n虚拟机 é 🙂'));

  test('has the line ends a terminal needs', () => assert.equal(terminalLines('a\nb\r\nc'), 'a\r\nb\r\nc'));
});

describe('a long output', () => {
  test('is cut', () => assert.deepEqual(head('1\n2\n3\n4', 2), { shown: '1\n2', hidden: 2 }));

  test('is not cut for the sake of one line', () =>
    assert.deepEqual(head('1\n2\n3', 2), { shown: '1\n2\n3', hidden: 0 }));
});

test('a diff shows by colour what comes and what goes', () =>
  assert.equal(
    coloured('@@ -1 +1 @@\n-old\n+new\n same'),
    '\x1b[36m@@ -1 +1 @@\x1b[39m\n\x1b[31m-old\x1b[39m\n\x1b[32m+new\x1b[39m\n same',
  ));
