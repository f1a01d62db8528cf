import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { formatEntry, type Job, readJournal } from '../../client/src/apply/journal/journal.ts';
import { Logbook, unfinished } from '../../client/src/apply/journal/logbook.ts';
import { isAlive, owner } from '../../client/src/apply/journal/owner.ts';
import { vmUuid } from './domains.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtqueue-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const job: Omit<Job, 'files'> = {
  version: 1,
  id: 'vm-1',
  target: { ssh: 'kvm1', uri: 'qemu:///system' },
  place: 'ssh kvm1',
  mode: 'persist',
  name: 'vm-1',
  uuid: vmUuid,
  isBackup: false,
  before: { run: 3, persistent: true },
};
const begin = () =>
  Logbook.begin(folder, job, { live: '/b/live.xml', stored: undefined }, "<graphics passwd='geheim'/>");
const journalFile = () => readdirSync(folder).find((name) => name.endsWith('.journal')) ?? '';

describe('a journal', () => {
  test('tells what has been begun and done, read back from the disk', async () => {
    const logbook = await begin();
    await logbook.write({ step: 'store', is: 'begun', at: 5 });
    await logbook.write({ step: 'store', is: 'done', at: 6 });
    await logbook.write({ step: 'turn-off', is: 'begun', at: 7 });
    const journal = readJournal(readFileSync(join(folder, journalFile()), 'utf8'));
    assert.equal(JSON.stringify(journal?.job), JSON.stringify(logbook.journal.job));
    assert.deepEqual(
      [...(journal?.begun ?? [])],
      [
        ['store', 5],
        ['turn-off', 7],
      ],
    );
    assert.deepEqual([...(journal?.done ?? [])], ['store']);
    await logbook.end();
  });

  test('is for the user alone, and so is the document beside it', async () => {
    const logbook = await begin();
    for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    assert.doesNotMatch(readFileSync(join(folder, journalFile()), 'utf8'), /geheim/);
    await logbook.end();
  });

  test('leaves nothing when its apply has come to its end', async () => {
    await (await begin()).end();
    assert.deepEqual(readdirSync(folder), []);
  });

  test('is read up to where the power went', () => {
    const entries = [
      formatEntry({ job: { ...job, files: { document: '/d', live: undefined, stored: undefined } } }),
      formatEntry({ step: 'store', is: 'begun', at: 1 }),
      formatEntry({ step: 'store', is: 'done', at: 2 }),
    ];
    for (let length = 0; length <= entries.join('').length; length += 1) {
      const journal = readJournal(entries.join('').slice(0, length));
      // The line break at an entry's end may be missing.
      const isWhole = (count: number) => length >= entries.slice(0, count).join('').length - 1;
      assert.equal(journal !== undefined, isWhole(1), String(length));
      if (journal) assert.equal(journal.begun.has('store'), isWhole(2), String(length));
      if (journal) assert.equal(journal.done.has('store'), isWhole(3), String(length));
    }
  });

  test('goes on after a line that was cut off', () => {
    const first = formatEntry({
      job: { ...job, files: { document: '/d', live: undefined, stored: undefined } },
    });
    const torn = formatEntry({ step: 'store', is: 'begun', at: 1 }).slice(0, 20);
    const journal = readJournal(first + torn + formatEntry({ step: 'start', is: 'begun', at: 2 }));
    assert.deepEqual([...(journal?.begun ?? [])], [['start', 2]]);
  });
});

describe('an unfinished apply', () => {
  test('is not offered while its process is at work', async () => {
    const logbook = await begin();
    assert.deepEqual(await unfinished(folder), []);
    await logbook.end();
  });

  test('is offered when its process is gone, and only one can take it over', async () => {
    const logbook = await begin();
    await logbook.leave();
    const [left] = await unfinished(folder);
    assert.ok(left);
    assert.equal(left.journal.job.name, 'vm-1');
    const [one, two] = await Promise.all([Logbook.takeOver(left), Logbook.takeOver(left)]);
    assert.equal([one, two].filter(Boolean).length, 1);
    assert.deepEqual(await unfinished(folder), []);
    await (one ?? two)?.end();
  });

  test('is none where nothing was ever applied', async () =>
    assert.deepEqual(await unfinished(join(folder, 'missing')), []));

  test('is not taken from what somebody else put there', async () => {
    writeFileSync(
      join(folder, 'x.nobody.journal'),
      'not a journal\n{"job":{"version":2}}\n{"job":null}\n[]\n1\n',
    );
    assert.deepEqual(await unfinished(folder), []);
  });
});

test('a process is known by more than its number', () => {
  assert.ok(isAlive(owner()));
  assert.ok(!isAlive('1-0-00000000'));
  assert.ok(!isAlive('nobody'));
});
