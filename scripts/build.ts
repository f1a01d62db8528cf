import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { storeGrammar } from '../server/src/relaxng/index.ts';
import { readSchema } from '../server/src/relaxng/read/index.ts';

import { configSchema } from './configSchema.ts';

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
  // The bundles of extension and server hold what runs in Node and what runs in a browser; each is loaded where it runs.
  conditions: ['node', 'browser'],
  // This form needs no Node, and does all that is used.
  alias: { '@vscode/l10n': path.join(root, 'node_modules/@vscode/l10n/dist/browser.js') },
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

/** The editor links to the pages of the rules; only the command line says in its reports what is on them. */
const withoutRuleDocumentation: Plugin = {
  name: 'without rule documentation',
  setup({ onLoad }) {
    onLoad({ filter: /\/server\/src\/rules\/\w+\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(/^ {2}documentation: \{\n.*?^ {2}\},\n/ms, ''),
      loader: 'ts',
    }));
  },
};

const bundles: BuildOptions[] = [
  {
    // Extension and server share most of what they are made of, so they share a file. A worker runs that as a script.
    entryPoints: ['scripts/bundle/main.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [withoutRuleDocumentation],
    banner: {
      js: "var isScript = typeof module === 'undefined'; if (isScript) var module = { exports: {} };",
    },
    footer: { js: 'if (isScript) module.exports.serve();' },
  },
  {
    entryPoints: ['client/src/extension.main.ts'],
    outfile: 'dist/main.js',
    external: ['vscode', './extension.js'],
  },
  { entryPoints: ['client/src/host/askpass/helper.ts'], outfile: 'dist/askpass.js' },
  {
    entryPoints: ['server/src/cli/start.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    external: ['./cli.main.js', './host.main.js'],
  },
  { entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.main.js', plugins: [serverBeside] },
  { entryPoints: ['client/src/cli/main.ts'], outfile: 'dist/host.main.js' },
];

/** The built-in grammar in one file, which loads many times faster than its source. */
function compileBuiltInGrammar(): string {
  const entry = path.join(root, 'server/grammar/domain.rnc');
  const { grammar, errors } = readSchema(entry, (file) => readFileSync(file, 'utf8'));
  const stored = grammar && storeGrammar(grammar, false);
  if (stored === undefined) throw new Error(`${entry}: ${errors[0]?.message}`);
  return stored;
}

/** The pages in docs/rules by their path there. The languages of a rule stand together, which have an example in common: it packs better. */
function collectRulePages(): Record<string, string> {
  const folder = path.join(root, 'docs/rules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  );
  const byRule = files.sort((a, b) => path.basename(a).localeCompare(path.basename(b)));
  return Object.fromEntries(
    byRule.map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(folder, file), 'utf8')]),
  );
}

async function main(): Promise<void> {
  await rm(path.join(root, 'dist'), { recursive: true, force: true });
  await Promise.all(bundles.map((bundle) => build({ ...shared, ...bundle })));
  await chmod(path.join(root, 'dist/cli.js'), 0o755);
  writeFileSync(path.join(root, 'dist/server.js'), "require('./extension.js').serve();\n");
  writeFileSync(path.join(root, 'dist/domain.grammar.json'), compileBuiltInGrammar());
  writeFileSync(path.join(root, 'dist/config.schema.json'), JSON.stringify(configSchema));
  writeFileSync(path.join(root, 'dist/rulePages.json'), JSON.stringify(collectRulePages()));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
