import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../scripts/setup/ports.ts';
import { packVsix, vsixPath } from '../../../scripts/setup/vsix.ts';
import { driverVariable } from '../environment.ts';
import { openBrowser } from '../launcher/browser.ts';
import { serveDriver } from '../launcher/control.ts';
import { installExtension, startServer } from '../launcher/server.ts';
import { makeWorkspace, storageFolderOf } from '../launcher/workspace.ts';

/** A window with the packed extension, and no tests in its extension host: `driver` drives it from outside. */
export interface OutsideWindow {
  /** The folder that is open. */
  readonly folder: string;
  /** Where the extension keeps what outlives the window. */
  readonly storage: string;
  /** @returns the process that the extension runs in */
  extensionHost(): number;
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** @param settings of the machine */
export async function openWindow(settings: Readonly<Record<string, unknown>>): Promise<OutsideWindow> {
  const { scratch, folder, profile } = makeWorkspace();
  const machine = join(profile, 'data', 'Machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, 'settings.json'), JSON.stringify(settings));
  await packVsix();
  await installExtension(vsixPath(), profile);
  const { browser, page } = await openBrowser();
  const control = await serveDriver(page);
  process.env[driverVariable] = control.address;
  const port = await freePort();
  const server = await startServer(port, profile);
  await page.goto(`http://localhost:${port}/?folder=${folder}`);
  return {
    folder,
    storage: storageFolderOf(profile),
    extensionHost: () => childOf(server.pid, '--type=extensionHost'),
    reload: async () => {
      await page.reload();
    },
    close: async () => {
      await browser.close();
      control.close();
      server.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

function childOf(parent: number, argument: string): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter(Boolean);
  const found = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(argument));
  if (found.length !== 1) throw new Error(`${found.length} processes with ${argument}`);
  return Number(found[0]);
}
