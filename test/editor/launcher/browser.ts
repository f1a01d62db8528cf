import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumBrowser } from '../../../scripts/setup/browser.ts';
import { root } from '../../../scripts/setup/root.ts';

export const screenshots = join(root, 'out', 'screenshots');

/** A headless browser with one page, which nothing but the tests will ask for anything. */
export async function openBrowser(): Promise<{ browser: Browser; page: Page }> {
  mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    executablePath: await chromiumBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return { browser, page: await browser.newPage({ viewport: { width: 1280, height: 800 } }) };
}

/**
 * The exit code of the tests. The workbench calls two functions of the page: to log (its own chatter, too) into the file
 * given, and to say how the tests ended.
 */
export async function exitOf(page: Page, logFile: string): Promise<number> {
  const log = createWriteStream(logFile);
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    log.write(`${type}: ${args.join(' ')}\n`);
  });
  return new Promise((resolve) => {
    const patience = Number(process.env.VIRTQUEUE_EDITOR_TIMEOUT ?? 15 * 60_000);
    setTimeout(async () => {
      console.error(`The editor tests did not end within ${patience / 1000} s; see timeout.png.`);
      await page.screenshot({ path: join(screenshots, 'timeout.png') });
      resolve(1);
    }, patience).unref();
    page.on('crash', () => resolve(1));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(1));
    }
    void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  });
}
