import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const root = path.join(__dirname, '..');

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  // The "module" builds of vscode-languageserver-types and others resolve their own files wrongly from "main".
  mainFields: ['module', 'main'],
};

/** `virtqueue lsp` runs the server that lies beside it: checking files should not have to load a language server. */
const serverBeside: Plugin = {
  name: 'server beside',
  setup({ onResolve }) {
    onResolve({ filter: /\/lsp\/main\.node\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './server.js', external: true } : undefined,
    );
  },
};

const bundles: BuildOptions[] = [
  { entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { entryPoints: ['client/src/host/askpass/helper.ts'], outfile: 'dist/askpass.js' },
  { entryPoints: ['server/src/lsp/main.node.ts'], outfile: 'dist/server.js' },
  {
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [serverBeside],
  },
];

async function main(): Promise<void> {
  await rm(path.join(root, 'dist'), { recursive: true, force: true });
  await Promise.all(bundles.map((bundle) => build({ ...shared, ...bundle })));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
