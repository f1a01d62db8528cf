import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from './apt.ts';
import { cached, keyOf } from './cache.ts';
import { codeServerPackages } from './packages.ts';
import { root } from './root.ts';
import { step } from './step.ts';

const source = join(root, 'test', 'editor', 'code-server');
const manifest = ['package.json', 'package-lock.json'];

/**
 * The folder of the npm package code-server: VS Code's own workbench, served to a browser. It is installed into the cache
 * when first asked for, as its 600 MB and its compilers are no business of those who only build.
 */
export async function codeServer(): Promise<string> {
  const key = keyOf(
    process.version,
    process.arch,
    ...manifest.map((name) => readFileSync(join(source, name))),
  );
  const folder = await cached('code-server', key, install);
  return join(folder, 'node_modules', 'code-server');
}

async function install(folder: string): Promise<void> {
  await ensurePackages(codeServerPackages);
  for (const name of manifest) {
    copyFileSync(join(source, name), join(folder, name));
  }
  // The npm around us says in its environment which Node it runs under; this one runs under ours, and checks that.
  const { npm_execpath: npm, npm_config_user_agent: _, ...env } = process.env;
  const argv = npm === undefined ? ['npm'] : [process.execPath, npm];
  await step(
    'Installing code-server into the cache (600 MB, about two minutes)',
    [...argv, 'ci', '--no-audit', '--no-fund'],
    { cwd: folder, env },
  );
}
