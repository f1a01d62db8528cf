import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../../scripts/setup/root.ts';
import type { Tally } from '../../scripts/testing/tally.ts';
import { noLabVariable, resultsVariable } from './environment.ts';

const out = join(root, 'out', 'editor');

/**
 * Runs the tests of this folder in a real VS Code, on a copy of the examples. `only` narrows to files with it in their
 * name; `whyNoLab` skips what needs libvirt.
 */
export async function runEditorTests(only: string, whyNoLab: string | undefined): Promise<Tally> {
  await bundle(only);
  const scratch = mkdtempSync(join(tmpdir(), 'virtqueue-editor-'));
  const results = join(scratch, 'results.json');
  const workspace = join(scratch, 'examples');
  cpSync(join(root, 'examples'), workspace, { recursive: true });
  const profile = join(scratch, 'profile');
  writeSettings(profile);
  try {
    await runTests({
      vscodeExecutablePath: join(out, 'launcher.js'),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(out, 'index.js'),
      extensionTestsEnv: { [resultsVariable]: results, [noLabVariable]: whyNoLab, TMPDIR: scratch },
      launchArgs: [`--user-data-dir=${profile}`, workspace],
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) {
      throw error;
    }
  }
  const tally = existsSync(results) ? (JSON.parse(readFileSync(results, 'utf8')) as Tally) : undefined;
  rmSync(scratch, { recursive: true, force: true });
  return tally ?? { passed: 0, failed: 1, skipped: 0 };
}

async function bundle(only: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const tests = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts') && name.includes(only));
  const shared = { bundle: true, platform: 'node', target: 'node22', format: 'cjs', outdir: out } as const;
  await build({
    ...shared,
    entryPoints: ['index.ts', ...tests].map((name) => join(__dirname, name)),
    packages: 'external',
    sourcemap: 'inline',
  });
  await build({
    ...shared,
    entryPoints: [{ in: join(__dirname, 'launcher', 'main.ts'), out: 'launcher' }],
    packages: 'external',
    banner: { js: '#!/usr/bin/env node' },
  });
  chmodSync(join(out, 'launcher.js'), 0o755);
}

/** A window without what would distract from the editor, or change from one run to the next. */
function writeSettings(profile: string): void {
  const folder = join(profile, 'data', 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
}

const settings = {
  'workbench.startupEditor': 'none',
  // Its text is then in the page, for tests to read.
  'terminal.integrated.gpuAcceleration': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
};
