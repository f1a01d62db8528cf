import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadBuiltIn } from '../../server/src/node/schemas.ts';
import {
  defaultSettings,
  documentSymbols,
  fileLinks,
  folds,
  highlights,
  hover,
  inlayHints,
  lenses,
  openDocument,
  type Settings,
  selectionSteps,
  semanticTokens,
  tagPair,
} from '../../server/src/service.ts';
import { domainWith } from '../support/domains.ts';

const builtIn = loadBuiltIn();
const settings: Settings = { ...defaultSettings, schema: builtIn, builtIn: () => builtIn };

/** All that is asked of a document that is being read, at one offset where it is about a place. */
function readAll(text: string, offsets: Iterable<number>): void {
  const document = openDocument(text);
  const whole = { start: 0, end: text.length };
  for (const spans of [
    documentSymbols(document),
    folds(document),
    fileLinks(document),
    semanticTokens(document, settings),
    lenses(document, settings).map(({ at }) => at),
    inlayHints(document, whole, settings).map(({ at }) => ({ start: at, end: at })),
  ])
    for (const { start, end } of spans) assert.ok(0 <= start && start <= end && end <= text.length);
  for (const offset of offsets) {
    const found = hover(document, offset, settings);
    assert.ok(found === undefined || (found.start <= offset && offset <= found.end));
    highlights(document, offset);
    selectionSteps(document, offset);
    tagPair(document, offset);
  }
}

describe('reading', () => {
  const text = domainWith("<driver name='vhost' queues='4'/>");

  test('works wherever the text ends', () => {
    for (let end = 0; end <= text.length; end++) readAll(text.slice(0, end), [end]);
  });

  test('works whatever character is missing', () => {
    for (let at = 0; at < text.length; at++) readAll(text.slice(0, at) + text.slice(at + 1), [at]);
  });

  test('works on very many and very deep elements', () => {
    const nic = "<interface type='bridge'><model type='virtio'/><driver queues='2'/></interface>";
    readAll(`<domain type='kvm'><devices>${nic.repeat(20_000)}</devices></domain>`, [40, 800_000]);
    readAll(`<domain>${'<a>'.repeat(10_000)}`, [10, 20_000]);
    readAll(`<domain ${"a='1' ".repeat(20_000)}/>`, [10, 60_000]);
    readAll('<!-- #region -->'.repeat(20_000), [5]);
  });

  test('works on names that objects have by themselves', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      readAll(`<domain><${name} ${name}='1'>1</${name}><devices><${name}/></devices></domain>`, [10, 12, 25]);
  });
});
