import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { jobId, saveBackup } from '../../client/src/apply/backup.ts';
import { vmUuid } from './domains.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'virtqueue-test-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const now = new Date('2024-05-06T07:08:09.010Z');
const label = {
  name: 'vm-1',
  uuid: vmUuid,
  place: 'ssh kvm1',
  target: { ssh: 'kvm1', uri: 'qemu:///system' },
  saved: now.toISOString(),
};
const save = (name: string, forms = { live: '<live/>', stored: '<stored/>' }) =>
  saveBackup(join(parent, 'backups'), jobId({ name, uuid: vmUuid }, now), label, forms);

test('both forms, readable by nobody else', async () => {
  const { live = '', stored = '' } = await save('vm-1');
  assert.equal(readFileSync(live, 'utf8'), '<live/>');
  assert.equal(readFileSync(stored, 'utf8'), '<stored/>');
  assert.equal(basename(live), `vm-1-${vmUuid}-2024-05-06T07-08-09-010Z-live.xml`);
  assert.equal(statSync(live).mode & 0o777, 0o600);
  assert.equal(statSync(dirname(live)).mode & 0o777, 0o700);
});

test('a name stays inside the folder', async () => {
  for (const name of ['../../etc/passwd', '..', '-rf', 'a/b\\c\n', 'x'.repeat(300), '虚拟机']) {
    const { live = '' } = await save(name);
    assert.equal(dirname(live), join(parent, 'backups'));
    assert.match(basename(live), /^\w[\w.-]*-live\.xml$/);
    rmSync(join(parent, 'backups'), { recursive: true });
  }
});

test('an older backup is never overwritten', async () => {
  await save('vm-1');
  await assert.rejects(save('vm-1'), { code: 'EEXIST' });
});

test('what does not exist is not saved', async () => {
  const { live, stored } = await saveBackup(parent, 'vm-1', label, { live: undefined, stored: '<stored/>' });
  assert.equal(live, undefined);
  assert.notEqual(stored, undefined);
});
