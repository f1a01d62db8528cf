import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRoot } from '../setup/apt.ts';
import { codeServer } from '../setup/codeServer.ts';
import { freePort } from '../setup/ports.ts';
import { findProgram } from '../setup/programs.ts';
import { root } from '../setup/root.ts';
import { step } from '../setup/step.ts';

interface Editor {
  /** Resolves when the editor has ended, by itself or by `stop`. */
  readonly closed: Promise<void>;
  hasEnded(): boolean;
  stop(): void;
}

/** A profile of its own, so that nobody's editor is changed by trying this out. */
const profile = join(root, 'out', 'start');
const log = join(profile, 'editor.log');
const userData = join(profile, 'user-data');
const profileArgs = [`--user-data-dir=${userData}`, `--extensions-dir=${join(profile, 'extensions')}`];

const firstSettings = {
  'workbench.startupEditor': 'readme',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
};

/** Desktop VS Code where it is installed, else the same workbench in the browser. */
export async function startEditor(vsix: string, folder: string): Promise<Editor> {
  writeOnce(join(userData, 'User'), 'settings.json', `${JSON.stringify(firstSettings, null, 2)}\n`);
  const desktop = findProgram('code');
  return desktop === undefined ? startInBrowser(vsix, folder) : startDesktop(desktop, vsix, folder);
}

async function startDesktop(code: string, vsix: string, folder: string): Promise<Editor> {
  const command = [code, ...(isRoot ? ['--no-sandbox'] : []), ...profileArgs];
  await step('Installing the extension', [...command, '--install-extension', vsix, '--force']);
  const editor = run([...command, '--new-window', '--wait', folder]);
  console.log('  VS Code is open. This ends when you close its window, or with Ctrl+C.');
  return editor;
}

async function startInBrowser(vsix: string, folder: string): Promise<Editor> {
  console.log('  No desktop VS Code (command "code") here: the same workbench runs in the browser.');
  const entry = join(await codeServer(), 'out', 'node', 'entry.js');
  const config = writeOnce(profile, 'code-server.yaml', 'auth: none\n');
  const command = [process.execPath, entry, `--config=${config}`, ...profileArgs];
  await step('Installing the extension', [...command, '--install-extension', vsix, '--force']);
  const port = await freePort(8080);
  const address = `http://127.0.0.1:${port}/`;
  const editor = run([
    ...command,
    '--auth=none',
    `--bind-addr=127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--ignore-last-opened',
    folder,
  ]);
  while (!(await answers(address))) {
    if (editor.hasEnded()) {
      throw new Error(`The editor does not start; it left its messages in ${log}`);
    }
    await sleep(200);
  }
  const opener = process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? findProgram('xdg-open') : undefined;
  if (opener !== undefined) {
    spawn(opener, [address], { stdio: 'ignore', detached: true }).unref();
  }
  console.log(`\n  VS Code is ready at ${address}\n  Ctrl+C ends it.\n`);
  return editor;
}

function run([file = '', ...args]: readonly string[]): Editor {
  mkdirSync(profile, { recursive: true });
  const output = openSync(log, 'w');
  // A group of its own, so that stopping means its children, too.
  const child = spawn(file, args, { detached: true, stdio: ['ignore', output, output] });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    closed: new Promise((resolve, reject) => child.on('exit', () => resolve()).on('error', reject)),
    hasEnded,
    stop: () => {
      if (child.pid !== undefined && !hasEnded()) {
        process.kill(-child.pid, 'SIGTERM');
      }
    },
  };
}

async function answers(address: string): Promise<boolean> {
  try {
    await fetch(address);
    return true;
  } catch {
    return false;
  }
}

function writeOnce(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(path)) {
    writeFileSync(path, content);
  }
  return path;
}
