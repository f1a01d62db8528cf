import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { isValid, validate } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { corpus, corpusFolders, libvirtAutomaton, libvirtSchemas, libxml2Verdicts } from './libxml2.ts';
import { compareOnMutations, restated } from './oracle.ts';

const hasSchemas = existsSync(path.join(libvirtSchemas, 'domain.rng'));
const skip =
  hasSchemas && corpus().length > 0 ? false : 'needs libvirt’s schemas and the corpus beside the checkout';

describe('verdicts are those of libxml2, which judges for libvirt', { skip }, () => {
  test('on every real domain', async (context) => {
    context.diagnostic(`domains of ${corpusFolders.join(' and ')}`);
    const automaton = libvirtAutomaton();
    const verdict = await libxml2Verdicts(path.join(libvirtSchemas, 'domain.rng'));
    const documents = corpus();
    for (const { file, text } of documents) {
      const document = parseXml(text);
      const theirs = verdict(text) || verdict(restated(text));
      // Without a verdict of theirs, as where a prefix is not declared, there is nothing to be held against.
      if (theirs === undefined) continue;
      assert.equal(isValid(automaton, document), theirs, file);
      assert.equal(validate(automaton, document).length === 0, theirs, file);
    }
  });

  // 20,000 of them: node --import tsx test/relaxng/compareMutations.ts
  test('on domains with a slip, but where libxml2 is known to err', async () => {
    const { compared, refused, explained, different } = await compareOnMutations(500, 2026);
    assert.deepEqual(different, []);
    assert.equal(compared, 500);
    assert.ok(refused > 200 && explained < 25);
  });
});
