import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../../scripts/setup/root.ts';
import { nothing, type Tally } from '../../scripts/testing/tally.ts';
import { noLabVariable, resultsVariable } from './environment.ts';
import { makeWorkspace } from './launcher/workspace.ts';

const out = join(root, 'out', 'editor');

/**
 * Runs the tests of this folder in a real VS Code, on a copy of the examples. `only` narrows to files with it in their
 * name; `whyNoLab` skips what needs libvirt.
 */
export async function runEditorTests(only: string, whyNoLab: string | undefined): Promise<Tally> {
  const tests = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts') && name.includes(only));
  if (tests.length === 0) return nothing;
  await bundle(tests);
  const { scratch, folder, profile } = makeWorkspace();
  const results = join(scratch, 'results.json');
  try {
    await runTests({
      vscodeExecutablePath: join(out, 'launcher.js'),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(out, 'index.js'),
      extensionTestsEnv: { [resultsVariable]: results, [noLabVariable]: whyNoLab, TMPDIR: scratch },
      launchArgs: [`--user-data-dir=${profile}`, folder],
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

async function bundle(tests: readonly string[]): Promise<void> {
  rmSync(out, { recursive: true, force: true });
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
