import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { libvirtSchemas } from '../relaxng/libxml2.ts';
import { completionSoundness } from './completionSoundness.ts';

const skip = existsSync(libvirtSchemas) ? false : `${libvirtSchemas} is not here: libvirt is not installed`;

test('what is taken out of a document is offered in its place, and what is offered is accepted', {
  skip,
}, () => {
  const { trials, inserted, faults } = completionSoundness(1000, 7);
  const { element, attribute, value } = trials;
  const told = [...faults.keys()].join('\n');
  for (const { all, good } of [element, attribute, value, inserted]) {
    assert.ok(all > 50, `only ${all} trials`);
    assert.ok(good >= 0.99 * all, `${good} of ${all}:\n${told}`);
  }
});
