import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { isValid } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { corpus, libvirtAutomaton, libvirtSchemas } from '../relaxng/libxml2.ts';
import { restated } from '../relaxng/oracle.ts';
import { run } from './virsh.ts';

test('verdicts by libvirt’s schema are those of xmllint, the very program', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'virtqueue-xmllint-'));
  try {
    const automaton = libvirtAutomaton();
    const documents = corpus();
    const refused = documents.flatMap(({ file, text }) => (isValid(automaton, parseXml(text)) ? [] : [file]));
    // Twice, since xmllint refuses in error what `restated` explains.
    const files = documents.flatMap(({ text }, index) =>
      [text, restated(text)].map((form, at) => {
        const file = path.join(folder, `${at}-${index}.xml`);
        writeFileSync(file, form);
        return file;
      }),
    );
    const schema = path.join(libvirtSchemas, 'domain.rng');
    const { stderr } = await run(['xmllint', '--noout', '--relaxng', schema, ...files]);
    const fails = (at: number, index: number) => failed.has(path.join(folder, `${at}-${index}.xml`));
    const failed = new Set(Array.from(stderr.matchAll(/^(.*) fails to validate$/gm), ([, file]) => file));
    const theirs = documents.flatMap(({ file }, index) => (fails(0, index) && fails(1, index) ? [file] : []));
    assert.ok(stderr.includes(' validates\n'));
    assert.deepEqual(theirs, refused);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
