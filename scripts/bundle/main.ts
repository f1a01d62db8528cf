export { activate, deactivate } from '../../client/src/extension.ts';

/** Runs the language server: in a process of its own, or in a worker. */
export async function serve(): Promise<void> {
  const { server } = await import('../../server/src/lsp/main.ts');
  await server;
}
