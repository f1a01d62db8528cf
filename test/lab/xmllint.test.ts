import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { isValid } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { corpus, libvirtAutomaton, libvirtSchemas } from '../relaxng/libxml2.ts';
import { run } from './virsh.ts';

test('verdicts by libvirt’s schema are those of xmllint, the very program', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'virtqueue-xmllint-'));
  try {
    const automaton = libvirtAutomaton();
    const documents = corpus();
    const refused = documents.flatMap(({ text }, index) =>
      isValid(automaton, parseXml(text)) ? [] : [`${index}.xml`],
    );
    documents.forEach(({ text }, index) => {
      writeFileSync(path.join(folder, `${index}.xml`), text);
    });
    const files = documents.map((_, index) => path.join(folder, `${index}.xml`));
    const schema = path.join(libvirtSchemas, 'domain.rng');
    const { stderr } = await run(['xmllint', '--noout', '--relaxng', schema, ...files]);
    const failed = [...stderr.matchAll(/^(.*) fails to validate$/gm)].map(([, file = '']) =>
      path.basename(file),
    );
    assert.ok(stderr.includes(' validates\n'));
    assert.deepEqual(failed.sort(), refused.sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
