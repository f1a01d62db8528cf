import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { codeActions, defaultSettings, diagnose, openDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { readAnnotated } from '../support/annotations.ts';

/** Line and column, which stay comparable when a line is inserted above; what the line says. */
function found(text: string) {
  return diagnose(openDocument(text), defaultSettings).map(({ code, start }) => {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const line = text.slice(lineStart, text.indexOf('\n', start));
    return `${code} at ${start - lineStart} of ${line}`;
  });
}

test('"disable here" silences what every rule finds, on its line only, and the document stays well-formed', (context) => {
  const files = globSync('**/*.failing.xml', { cwd: path.join(__dirname, '../rules/fixtures') });
  assert.ok(files.length > 0);
  let silenced = 0;
  for (const file of files) {
    const { text } = readAnnotated(readFileSync(path.join(__dirname, '../rules/fixtures', file), 'utf8'));
    const document = openDocument(text);
    const before = found(text);
    for (const diagnostic of diagnose(document, defaultSettings)) {
      const action = codeActions(document, diagnostic, defaultSettings, ['quickfix']).find(
        ({ title, diagnostic: cured }) =>
          title === `Disable ${diagnostic.code} here` && cured?.start === diagnostic.start,
      );
      if (action === undefined) continue;
      silenced++;
      const after = applyEdits(text, action.edits);
      const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
      const onOtherLines = diagnose(document, defaultSettings).filter(
        ({ code, start }) => code !== diagnostic.code || lineOf(start) !== lineOf(diagnostic.start),
      );
      assert.equal(parseXml(after).problems.length, document.xml.problems.length, file);
      assert.equal(found(after).length, onOtherLines.length, `${file}: ${diagnostic.code}\n${after}`);
      assert.ok(
        found(after).every((each) => before.includes(each)),
        file,
      );
    }
  }
  context.diagnostic(`${silenced} findings silenced in ${files.length} fixtures`);
  assert.ok(silenced >= files.length * 0.9);
});
