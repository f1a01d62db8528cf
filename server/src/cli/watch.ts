import { type FSWatcher, statSync, watch } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { configFileName } from '../configFile.ts';
import type { Configuration } from './config.ts';

/** Milliseconds in which the several events of one save have come. */
const settled = 100;

/**
 * Runs now and after every change of what is at the paths, or of its configuration, until Ctrl+C.
 *
 * @returns the exit code of the last run
 */
export async function watchPaths(
  paths: readonly string[],
  run: (configuration: Configuration) => Promise<number>,
  configure: () => Configuration,
): Promise<number> {
  const watchers = new Map<string, FSWatcher>();
  let code = 0;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(again);
    }, settled);
  };
  const attend = (folder: string, recursive: boolean, isOurs: (name: string) => boolean) => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, { recursive }, (_, name) => {
      if (name === null || isOurs(name)) schedule();
    });
    watchers.set(folder, watcher.on('error', schedule));
  };
  async function again(): Promise<void> {
    clearScreen();
    try {
      const configuration = configure();
      code = await run(configuration);
      for (const file of configuration.files) attend(path.dirname(file), false, isConfig);
    } catch (error) {
      code = 2;
      process.stderr.write(`virtqueue: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    process.stdout.write(`${describe(code)}\n`);
  }

  for (const each of paths) {
    if (statSync(each).isDirectory()) attend(path.resolve(each), true, isDomainOrConfig);
  }
  for (const each of paths) {
    const folder = path.dirname(path.resolve(each));
    const names = paths.filter((other) => path.dirname(path.resolve(other)) === folder).map(baseName);
    attend(folder, false, (name) => names.includes(name) || isConfig(name));
  }
  await again();
  await interrupted();
  clearTimeout(timer);
  for (const watcher of watchers.values()) watcher.close();
  await running;
  return code;
}

const baseName = (file: string) => path.basename(file);
const isConfig = (name: string) => baseName(name) === configFileName;
const isDomainOrConfig = (name: string) => name.endsWith('.xml') || isConfig(name);

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write('\x1b[2J\x1b[3J\x1b[H');
}

function describe(code: number): string {
  const time = new Date().toLocaleTimeString();
  return code === 0
    ? l10n.t('[{0}] No errors. Watching for changes; Ctrl+C ends.', time)
    : l10n.t('[{0}] Watching for changes; Ctrl+C ends.', time);
}
