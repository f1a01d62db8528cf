import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../../../scripts/setup/ports.ts';
import { root } from '../../../scripts/setup/root.ts';
import { driverVariable } from '../environment.ts';
import { exitOf, openBrowser } from './browser.ts';
import { serveDriver } from './control.ts';
import { startServer } from './server.ts';

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

  const { browser, page } = await openBrowser();
  const control = await serveDriver(page);
  const port = await freePort();
  const environment = { [driverVariable]: control.address };
  const options = ['--enable-smoke-test-driver'];
  const server = await startServer(port, argument('user-data-dir'), options, environment);
  try {
    const uri = (path: string) => `vscode-remote://localhost:${port}${path}`;
    const payload = [
      ['extensionDevelopmentPath', uri(argument('extensionDevelopmentPath'))],
      ['extensionTestsPath', uri(argument('extensionTestsPath'))],
    ];
    const query = new URLSearchParams({ folder: positionals.at(-1) ?? '', payload: JSON.stringify(payload) });
    const exit = exitOf(page, join(root, 'out', 'editor', 'window.log'));
    await page.goto(`http://localhost:${port}/?${query}`);
    return await exit;
  } finally {
    await browser.close();
    control.close();
    server.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
