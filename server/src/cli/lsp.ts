import { parse, UsageError } from './usage.ts';

/** The language server for any editor. */
export async function lsp(args: string[]): Promise<number> {
  const { values } = parse({ args, options: { stdio: { type: 'boolean' } } });
  if (!values.stdio)
    throw new UsageError('the server speaks on standard input and output: virtqueue lsp --stdio');
  await import('../lsp/main.node.ts');
  return 0;
}
