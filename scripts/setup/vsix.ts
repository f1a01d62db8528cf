import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './root.ts';

/** Where `npm run package` puts the packed extension. */
export function vsixPath(): string {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return join(root, `${name}-${version}.vsix`);
}

/** The pictures of the README weigh more than half of the extension: who has it sees the real thing. */
function readmeWithoutPictures(): string {
  const file = join('dist', 'README.md');
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(join(root, file), text.replace(/^!\[.*\]\(docs\/images\/.*\)\n\n?/gm, ''));
  return file;
}

/** Packs what has been built. Everything is bundled, so no dependencies; links stay relative, having no public place. */
export function packVsix(): Promise<void> {
  return createVSIX({
    cwd: root,
    packagePath: vsixPath(),
    readmePath: readmeWithoutPictures(),
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
