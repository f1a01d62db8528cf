import { join } from 'node:path';
import { root } from './setup/root.ts';
import { buildVsix } from './setup/vsix.ts';
import { startEditor } from './start/editor.ts';
import { prepareHost } from './start/host.ts';

/** `npm start`: everything that is needed to try the extension on the examples, until Ctrl+C. */
async function main(): Promise<void> {
  console.log('\nBuilding the extension');
  const vsix = await buildVsix();
  console.log('\nPreparing a place to apply the examples to');
  const host = await prepareHost();
  try {
    console.log('\nOpening the editor');
    const editor = await startEditor(vsix, join(root, 'examples'));
    process.on('SIGINT', editor.stop).on('SIGTERM', editor.stop).on('SIGHUP', editor.stop);
    await editor.closed;
  } finally {
    await host.release();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
