import { after, afterEach, before, describe, it } from 'node:test';
import { driver } from '../driver.ts';
import { type OutsideWindow, openFile, openWindow, runCommand } from './openWindow.ts';

describe('a folder that nobody has trusted', { timeout: 4 * 60_000 }, () => {
  let window: OutsideWindow;
  before(async () => {
    window = await openWindow({}, false);
    await openFile('vm-broken.xml');
  });
  after(() => window?.close());
  afterEach(async (test) => {
    if (!('passed' in test && test.passed)) await driver.screenshot('untrusted-failed');
  });

  it('has the language: mistakes are underlined', async () => {
    await driver.waitFor('.statusbar-item:has-text("Restricted Mode")');
    await driver.waitFor('.squiggly-error');
  });

  it('reaches no host: no command of the palette does, nor does the button above the document', async () => {
    await driver.press('F1');
    await driver.type('Virtqueue: ');
    await driver.waitFor('.quick-input-list .monaco-list-row:has-text("Insert Device")');
    await driver.screenshot('untrusted-palette');
    for (const command of ['Apply', 'Restore Backup', 'Open Domain from Host', 'Inspect Queues', 'Several'])
      await driver.waitUntilGone(`.quick-input-list .monaco-list-row:has-text("${command}")`);
    await driver.press('Escape');

    await driver.click('.codelens-decoration a:has-text("Apply to VM…")');
    await driver.waitFor('.notification-toast:has-text("only in a trusted workspace")');
    await driver.screenshot('untrusted-apply');
  });

  it('reaches hosts as soon as it is trusted', async () => {
    await driver.click('.statusbar-item:has-text("Restricted Mode") a');
    await driver.click('.workspace-trust-editor .monaco-button:has-text("Trust")');
    await driver.waitUntilGone('.statusbar-item:has-text("Restricted Mode")');
    await openFile('test-driver.xml');
    await runCommand('Virtqueue: Apply to VM…');
    await driver.waitFor('.quick-input-title:has-text("target host")');
    await driver.screenshot('untrusted-then-trusted');
  });
});
