import { spawnSync } from 'node:child_process';
import { root } from './setup/root.ts';
import { packVsix } from './setup/vsix.ts';

/** `npm run package`: builds, then packs. */
async function main(): Promise<void> {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new Error('The build failed; its messages are above.');
  }
  await packVsix();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
