import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { getL10nJson } from '@vscode/l10n-dev';

const root = path.join(__dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const readJson = (file: string): Record<string, string> => JSON.parse(read(file));
const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

describe('Simplified Chinese', () => {
  const chinese = readJson('l10n/bundle.l10n.zh-cn.json');

  test('says every sentence of the sources, and no other', async () => {
    const sources = ['client/src', 'server/src'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => ({ extension: '.ts', contents: read(path.join(folder, file)) })),
    );
    const english = Object.keys(await getL10nJson(sources));
    assert.ok(english.length > 20);
    assert.deepEqual(Object.keys(chinese).sort(), english.sort());
  });

  test('keeps the placeholders', () => {
    for (const [english, translated] of Object.entries(chinese))
      assert.deepEqual(placeholders(translated), placeholders(english), english);
  });

  test('has every title and setting of the manifest', () => {
    const english = Object.keys(readJson('package.nls.json')).sort();
    assert.deepEqual(Object.keys(readJson('package.nls.zh-cn.json')).sort(), english);
    const used = [...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual([...new Set(used)].sort(), english);
  });
});
