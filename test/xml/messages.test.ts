import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSyntax } from '../../server/src/xml/messages.ts';
import { parseXml } from '../../server/src/xml/parser.ts';

const messages = (text: string) => parseXml(text).problems.map(describeSyntax);

test('a sentence names the thing and says what to do', () => {
  assert.deepEqual(messages('<a><interface></a>'), [
    'The element <interface> is never closed: add </interface>.',
  ]);
  assert.deepEqual(messages('<a><b></c></a>'), [
    'The end tag </c> does not match the open <b>: write </b>, or remove it.',
  ]);
  assert.deepEqual(messages('<a/></a>'), [
    'The end tag </a> closes nothing: no element is open here. Remove it.',
  ]);
  assert.deepEqual(messages('<a>\n</'), ['The end tag is not finished: write </a>.']);
  assert.deepEqual(messages('<a queues=4/>'), ['The value of queues is not quoted: put it between quotes.']);
  assert.deepEqual(messages('<a>\u0001</a>'), ['The character U+0001 may not stand in XML: remove it.']);
});

test('a name as long as a file does not make a message as long', () => {
  const [message] = messages(`<a></${'x'.repeat(10_000)}></a>`);
  assert.equal(
    message,
    `The end tag </${'x'.repeat(40)}…> does not match the open <a>: write </a>, or remove it.`,
  );
});
