import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { builtInMisses } from './builtInMisses.ts';
import { libvirtSchemas } from './libxml2.ts';

const skip = existsSync(libvirtSchemas) ? false : `${libvirtSchemas} is not here: libvirt is not installed`;

test('the built-in grammar refuses what libvirt’s schema refuses, and nothing that it accepts', {
  skip,
}, () => {
  const { refused, missed, refusedWrongly } = builtInMisses(1000, 7);
  assert.deepEqual(refusedWrongly, []);
  assert.ok(refused > 300, `only ${refused} mutations were refused`);
  assert.ok(missed <= 0.05 * refused, `missed ${missed} of ${refused}`);
});
