import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/setup/root.ts';
import { nothing, type Tally } from '../../../scripts/testing/tally.ts';
import { driverVariable } from '../environment.ts';
import { exitOf, openBrowser } from '../launcher/browser.ts';
import { serveDriver } from '../launcher/control.ts';
import { serveWorkbench } from './server.ts';

const out = join(root, 'out', 'web');

/** Runs `suite.ts` in VS Code's workbench in a browser, with nothing behind it that runs code. */
export async function runWebTests(): Promise<Tally> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { browser, page } = await openBrowser();
  const control = await serveDriver(page);
  const workbench = await serveWorkbench();
  try {
    await build({
      entryPoints: [join(__dirname, 'suite.ts')],
      outdir: out,
      bundle: true,
      platform: 'browser',
      format: 'cjs',
      external: ['vscode'],
      define: { 'process.env': JSON.stringify({ [driverVariable]: control.address }) },
    });
    const exit = exitOf(page, join(out, 'window.log'));
    await page.goto(workbench.address);
    await exit;
    return control.results() ?? { ...nothing, failed: 1 };
  } finally {
    await browser.close();
    control.close();
    workbench.close();
  }
}
