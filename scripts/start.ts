import { join } from 'node:path';
import { CannotRun } from './setup/cannotRun.ts';
import { root } from './setup/root.ts';
import { step } from './setup/step.ts';
import { vsixPath } from './setup/vsix.ts';
import { startEditor } from './start/editor.ts';
import { prepareHost } from './start/host.ts';

/** `npm start`: everything that is needed to try the extension on the examples, until Ctrl+C. */
async function main(): Promise<void> {
  console.log('The extension');
  await step('Building and packing', [process.execPath, '--import', 'tsx', join('scripts', 'package.ts')], {
    cwd: root,
  });
  console.log('A host for the examples');
  const host = await prepareHost();
  try {
    console.log('The editor');
    const editor = await startEditor(vsixPath(), join(root, 'examples'));
    process.on('SIGINT', editor.stop).on('SIGTERM', editor.stop).on('SIGHUP', editor.stop);
    await editor.closed;
  } finally {
    await host.release();
  }
}

main().catch((error: unknown) => {
  const cannot = error instanceof CannotRun ? 'Cannot go on, ' : '';
  console.error(error instanceof Error ? cannot + error.message : error);
  process.exitCode = 1;
});
