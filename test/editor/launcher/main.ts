import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { chromiumBrowser } from '../../../scripts/setup/browser.ts';
import { freePort } from '../../../scripts/setup/ports.ts';
import { root } from '../../../scripts/setup/root.ts';
import { driverVariable } from '../environment.ts';
import { serveDriver } from './control.ts';
import { startServer } from './server.ts';

const screenshots = join(root, 'out', 'screenshots');

/**
 * Stands in for the executable of desktop VS Code: takes the arguments that `@vscode/test-electron` gives to it, runs
 * the same workbench as a server and a headless browser, and exits with the code of the tests.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
  });
  const argument = (name: string) => String(values[name] ?? '');

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
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const control = await serveDriver(page, screenshots);
  const port = await freePort();
  const server = await startServer(port, argument('user-data-dir'), { [driverVariable]: control.address });
  try {
    const uri = (path: string) => `vscode-remote://localhost:${port}${path}`;
    const payload = [
      ['extensionDevelopmentPath', uri(argument('extensionDevelopmentPath'))],
      ['extensionTestsPath', uri(argument('extensionTestsPath'))],
    ];
    const query = new URLSearchParams({ folder: positionals.at(-1) ?? '', payload: JSON.stringify(payload) });
    const exit = exitOf(page);
    await page.goto(`http://localhost:${port}/?${query}`);
    return await exit;
  } finally {
    await browser.close();
    control.close();
    server.stop();
  }
}

/** The workbench calls two functions of the page: to log (its own chatter, too), and to say how the tests ended. */
async function exitOf(page: Page): Promise<number> {
  const log = createWriteStream(join(root, 'out', 'editor', 'window.log'));
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

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
