import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { packVsix, vsixPath } from '../scripts/setup/vsix.ts';

/** Bytes. Who installs it on a host far away waits for each of them. */
const largest = 500_000;

test('what is built packs into less than 500 KB', async () => {
  await packVsix();
  const { size } = statSync(vsixPath());
  assert.ok(size < largest, `${size} bytes; unzip -v and esbuild --analyze tell what has grown`);
});
