import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './root.ts';

/** Builds the extension and packs it; gives the path of `virtqueue-VERSION.vsix`. */
export async function buildVsix(): Promise<string> {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', join('scripts', 'build.ts')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new Error('The build failed; its messages are above.');
  }
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const packagePath = join(root, `${name}-${version}.vsix`);
  // Everything is bundled, so no dependencies; links stay relative, as there is no public place yet they could point to.
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return packagePath;
}
