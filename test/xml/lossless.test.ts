import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '../../server/src/xml/parser.ts';
import { anyMarkup, assertTiles, domainText, mutated } from './support.ts';

/** That the tree is the text, and that every problem lies in it, in order. */
function assertLossless(text: string): void {
  const document = parseXml(text);
  assertTiles(document);
  let last = 0;
  for (const { start, end } of document.problems) {
    assert.ok(last <= start && start <= end && end <= text.length);
    last = start;
  }
}

test('any string at all is read without loss', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), assertLossless), { numRuns: 1000 });
});

test('any code units, lone surrogates among them, are read without loss', () => {
  const codeUnits = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));
  fc.assert(fc.property(codeUnits, assertLossless), { numRuns: 1000 });
});

test('pieces of markup in any order are read without loss', () => {
  fc.assert(fc.property(anyMarkup, assertLossless), { numRuns: 5000 });
});

test('a domain with a few characters changed is read without loss', () => {
  fc.assert(fc.property(mutated(domainText), assertLossless), { numRuns: 2000 });
});
