import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pagesFolder, rulePages } from '../../scripts/rulePages.ts';
import { ruleContext, ruleProblems } from '../../server/src/features/diagnostics.ts';
import { fixesOf } from '../../server/src/rules/check.ts';
import { rules } from '../../server/src/rules/index.ts';
import { defaultSettings, diagnose, fixAll, openDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';
import { describeDiagnostic, readAnnotated } from '../support/annotations.ts';

const fixtures = path.join(__dirname, 'fixtures');

for (const rule of rules) {
  describe(rule.id, () => {
    const folder = path.join(fixtures, rule.id);
    const names = readdirSync(folder).flatMap((file) => /^(.*)\.failing\.xml$/.exec(file)?.[1] ?? []);

    test('has failing fixtures', () => assert.ok(names.length > 0));

    for (const name of names) {
      const { text, expected } = readAnnotated(
        readFileSync(path.join(folder, `${name}.failing.xml`), 'utf8'),
      );

      test(`${name}: reports exactly what the fixture says`, () => {
        const found = diagnose(openDocument(text), defaultSettings);
        assert.ok(found.some(({ code }) => code === rule.id));
        assert.deepEqual(
          found.map((each) => describeDiagnostic(text, each)),
          expected,
        );
      });

      const fixedForm = path.join(folder, `${name}.fixed.xml`);
      if (!existsSync(fixedForm)) {
        test(`${name}: has no fix, since it has no fixed form`, () => {
          const context = ruleContext(openDocument(text), defaultSettings);
          assert.ok(context);
          const problems = ruleProblems(openDocument(text), defaultSettings).filter(
            (each) => each.rule === rule,
          );
          assert.deepEqual(
            problems.flatMap((problem) => fixesOf(problem, context)),
            [],
          );
        });
        continue;
      }

      test(`${name}: its fixes give the fixed form, in which the rule is silent`, () => {
        const only = new Set([rule.id]);
        const fixed = fixAll(openDocument(text), defaultSettings, only);
        assert.equal(fixed, readFileSync(fixedForm, 'utf8'));
        const left = diagnose(openDocument(fixed), defaultSettings).filter(({ code }) => code === rule.id);
        assert.deepEqual(left, []);
        assert.equal(fixAll(openDocument(fixed), defaultSettings, only), fixed);
      });

      test(`${name}: every fix, the others too, leaves no finding of the rule`, () => {
        const document = openDocument(text);
        const context = ruleContext(document, defaultSettings);
        assert.ok(context);
        for (const problem of ruleProblems(document, defaultSettings)) {
          if (problem.rule !== rule) continue;
          for (const fix of fixesOf(problem, context)) {
            const after = openDocument(applyEdits(text, fix.edits));
            const left = diagnose(after, defaultSettings);
            assert.deepEqual(
              left.filter(({ code }) => code === rule.id || code.startsWith('xml/')),
              [],
              fix.title,
            );
          }
        }
      });
    }
  });
}

test('no fixture belongs to a rule that is gone', () => {
  const ids = rules.map(({ id }) => id);
  assert.deepEqual(
    readdirSync(fixtures).filter((id) => !ids.includes(id)),
    [],
  );
});

test('every rule has its text in every language, and no rule that is gone', () => {
  const texts = path.join(__dirname, '../../l10n/rules');
  for (const language of readdirSync(texts))
    assert.deepEqual(
      readdirSync(path.join(texts, language)).sort(),
      rules.map(({ id }) => `${id}.md`).sort(),
    );
});

test('docs/rules is what the rules and fixtures make it (npm run docs)', () => {
  const pages = rulePages();
  const files = readdirSync(pagesFolder, { recursive: true, encoding: 'utf8' });
  assert.deepEqual(files.filter((file) => file.endsWith('.md')).sort(), [...pages.keys()].sort());
  for (const [file, content] of pages)
    assert.equal(readFileSync(path.join(pagesFolder, file), 'utf8'), content, file);
});
