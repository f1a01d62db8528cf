import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../scripts/setup/ports.ts';
import { packVsix, vsixPath } from '../../../scripts/setup/vsix.ts';
import { driver } from '../driver.ts';
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

/**
 * @param settings of the machine
 * @param isTrusted whether somebody trusts the folder
 */
export async function openWindow(
  settings: Readonly<Record<string, unknown>>,
  isTrusted = true,
): Promise<OutsideWindow> {
  const { scratch, folder, profile } = makeWorkspace(isTrusted);
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

/** Runs a command from the palette, of which the whole title is given. */
export async function runCommand(title: string): Promise<void> {
  await driver.press('F1');
  await driver.type(title);
  await driver.waitFor(`.quick-input-list .monaco-list-row.focused:has-text("${title}")`);
  await driver.press('Enter');
}

/** Opens a domain of the folder by keys. */
export async function openFile(name: string): Promise<void> {
  await driver.waitFor('.monaco-workbench .explorer-folders-view');
  await driver.press('Control+p');
  await driver.type(name);
  await driver.waitFor(`.quick-input-list .monaco-list-row:has-text("${name}")`);
  await driver.press('Enter');
  await driver.waitFor(`.tab.active:has-text("${name}")`);
  // The lens is there when the language is.
  await driver.waitFor('.editor-instance .codelens-decoration:has-text("Apply to VM…")');
}

function childOf(parent: number, argument: string): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter(Boolean);
  const found = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(argument));
  if (found.length !== 1) throw new Error(`${found.length} processes with ${argument}`);
  return Number(found[0]);
}
