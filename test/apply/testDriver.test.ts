import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { apply } from '../../client/src/apply/apply.ts';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import { storageIn } from '../../client/src/apply/storage.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { defaultSettings } from '../../server/src/service.ts';
import { FakeExec, fails, fixture, prints } from '../host/fakeExec.ts';
import { recorder } from '../host/recorder.ts';

const folder = mkdtempSync(join(tmpdir(), 'virtqueue-apply-'));
after(() => rmSync(folder, { recursive: true }));

const text = readFileSync(join(__dirname, '..', '..', 'examples', 'test-driver.xml'), 'utf8');

for (const [mode, verb] of [
  ['try-once', 'create'],
  ['persist', 'define'],
] as const) {
  test(`libvirt's test driver, which forgets everything at once, takes a ${mode}`, async () => {
    const host = new FakeExec()
      .on('version', prints(fixture('version.txt')))
      .on('list', prints('6695eb01-f6a4-8304-79aa-97f2502e193f test\n'))
      .on(`${verb} --validate`, prints('Domain taken\n'))
      .on('', fails('error: failed to get domain'));
    const report = await apply(
      {
        text,
        mode,
        settings: defaultSettings,
        storage: storageIn(folder),
        target: { uri: 'test:///default' },
      },
      {
        virsh: new Virsh(host, 'test:///default'),
        transcript: recorder(),
        questions: { confirm: async () => true, forceOff: async () => 'cancel' },
        patience: defaultPatience,
        signal: new AbortController().signal,
      },
    );
    assert.equal(report.outcome, 'applied', report.message);
    assert.match(report.message, /test driver/);
  });
}
