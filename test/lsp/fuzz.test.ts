import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './fuzz/fuzz.ts';

/** `fuzz.ts` in this folder does the same 200,000 times. */
test('random edits and requests bring no exception, no misfit, no silence', async () => {
  const { edits, requests, failures } = await fuzz(2000, 1);
  assert.deepEqual(failures, []);
  assert.ok(edits > 500 && requests > 500);
});
