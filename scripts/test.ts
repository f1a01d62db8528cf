import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { runEditorTests } from '../test/editor/run.ts';
import { runWebTests } from '../test/editor/web/run.ts';
import { guestImage } from '../test/lab/guest.ts';
import { findVirtiofsd } from '../test/lab/kvmBox.ts';
import { ensurePackages, isRoot } from './setup/apt.ts';
import { chromiumBrowser } from './setup/browser.ts';
import { CannotRun } from './setup/cannotRun.ts';
import { codeServer } from './setup/codeServer.ts';
import {
  diskPackage,
  editorPackages,
  libvirtPackages,
  schemaPackages,
  sshPackages,
  virtiofsdPackage,
} from './setup/packages.ts';
import { root } from './setup/root.ts';
import { runNodeTests } from './testing/nodeTests.ts';
import { add, nothing, type Tally } from './testing/tally.ts';

/** `npm test`, or `npm test -- SECTION [NAME]` for one section, or the files of it with NAME in their name. */
interface Section {
  readonly name: string;
  readonly title: string;
  /** Makes ready what the section needs; throws `CannotRun` where it cannot. */
  prepare?(): Promise<void>;
  run(only: string): Promise<Tally> | Tally;
}

const inCi = process.env.CI === 'true';

const sections: readonly Section[] = [
  {
    name: 'check',
    title: 'Style and types',
    run: () => add(command('biome', ['check', '.']), command('tsc', ['-p', '.'])),
  },
  {
    name: 'build',
    title: 'Build',
    run: () => command('node', ['--import', 'tsx', 'scripts/build.ts']),
  },
  {
    name: 'unit',
    title: 'Unit tests',
    prepare: schemasWherePossible,
    run: (only) =>
      runNodeTests(testFiles('test/**', only, /^test\/(lab|editors?)\//), availableParallelism()),
  },
  {
    name: 'lab',
    title: 'Lab: real libvirt, real guests',
    prepare: prepareLab,
    run: (only) => runNodeTests(testFiles('test/lab', only), 1),
  },
  {
    name: 'editor',
    title: 'Editor: real VS Code',
    prepare: prepareWorkbench,
    run: async (only) => {
      const whyNot = await whyNoLab();
      return add(await runEditorTests(only, whyNot), await runOutsideTests(only, whyNot));
    },
  },
  {
    name: 'editors',
    title: 'Other editors: Neovim, Emacs',
    prepare: () => ensurePackages(editorPackages),
    run: (only) => runNodeTests(testFiles('test/editors', only), 1),
  },
  {
    name: 'web',
    title: 'Web: real VS Code in a browser, without Node',
    prepare: prepareWorkbench,
    run: runWebTests,
  },
];

async function main(): Promise<void> {
  const [wanted, only = ''] = process.argv.slice(2);
  if (wanted !== undefined && !sections.some(({ name }) => name === wanted)) {
    throw new Error(`No section "${wanted}"; there are ${sections.map(({ name }) => name).join(', ')}.`);
  }
  // A single section is tested as it is now: what it runs is built first.
  const chosen = sections.filter(
    ({ name }) => wanted === undefined || name === wanted || (name === 'build' && wanted !== 'check'),
  );
  let total = nothing;
  for (const section of chosen) {
    total = add(total, await runSection(section, only));
  }
  if (total.skipped > 0) {
    console.log(`\n${total.skipped} could not run here; the reasons are above.`);
  }
  const failed = total.failed + (inCi ? total.skipped : 0);
  console.log(`\n${total.passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function runSection(section: Section, only: string): Promise<Tally> {
  console.log(`\n=== ${section.title} ===`);
  try {
    await section.prepare?.();
    return await section.run(only);
  } catch (error) {
    console.log(error instanceof CannotRun ? `Cannot run here: ${error.message}` : error);
    return error instanceof CannotRun ? { ...nothing, skipped: 1 } : { ...nothing, failed: 1 };
  }
}

/** Without libvirt's schemas only what is held against them cannot run, and says so itself. */
async function schemasWherePossible(): Promise<void> {
  try {
    await ensurePackages(schemaPackages);
  } catch (error) {
    if (!(error instanceof CannotRun)) {
      throw error;
    }
    console.log(error.message);
  }
}

async function prepareWorkbench(): Promise<void> {
  await chromiumBrowser();
  await codeServer();
}

async function prepareLab(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new CannotRun(
      `the test guests are Linux on x86-64, this is ${process.platform} on ${process.arch}.`,
    );
  }
  if (!isRoot) {
    throw new CannotRun('qemu:///system and network interfaces of its own need root. Run this as root.');
  }
  await ensurePackages([...libvirtPackages, ...sshPackages, ...schemaPackages, diskPackage]);
  if (findVirtiofsd() === undefined) {
    await ensurePackages([virtiofsdPackage]);
  }
  await guestImage();
}

async function whyNoLab(): Promise<string | undefined> {
  try {
    await prepareLab();
    return undefined;
  } catch (error) {
    if (error instanceof CannotRun) {
      return error.message;
    }
    throw error;
  }
}

/** Those that kill the extension host cannot run in it. */
async function runOutsideTests(only: string, whyNot: string | undefined): Promise<Tally> {
  const files = testFiles('test/editor/outside', only);
  if (whyNot === undefined) return runNodeTests(files, 1);
  console.log(`Nothing can be applied to here: ${whyNot}`);
  return { ...nothing, skipped: files.length };
}

function testFiles(folder: string, only: string, except?: RegExp): string[] {
  return globSync(`${folder}/*.test.ts`, { cwd: root })
    .filter((file) => file.includes(only) && !except?.test(file))
    .sort();
}

/** A tool that either has something to complain about or not: one passed or one failed. */
function command(name: string, args: readonly string[]): Tally {
  const { status } = spawnSync(name, args, { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? '✔' : '✖'} ${name}`);
  return status === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
