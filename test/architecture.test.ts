import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';

const root = path.join(__dirname, '..');

/** Every source file with what it imports: paths from the root, or package names. */
const imports = new Map(
  ['client/src', 'server/src'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join(folder, file))
      .map((file) => [file, importsOf(file)] as const),
  ),
);

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const statements = source.matchAll(
    /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?'([^']+)'|\bimport\('([^']+)'\)/g,
  );
  return [...statements].map(([, type, statement, call]) => {
    const from = statement ?? call ?? '';
    return {
      from: from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : from,
      typeOnly: type !== undefined,
    };
  });
}

/** All imports from files below one of the folders that the condition finds fault with, as "file -> import". */
function offences(folders: string[], isWrong: (imported: Import) => boolean): string[] {
  return [...imports]
    .filter(([file]) => folders.some((folder) => isBelow(file, folder)))
    .flatMap(([file, all]) => all.filter(isWrong).map(({ from }) => `${file} -> ${from}`));
}

/** Whether the file is the folder itself, when that is a file, or lies in it. */
function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

/** The file and all that it imports, types aside, and what those import. */
function reachedFrom(file: string, reached = new Set<string>()): Set<string> {
  const found = imports.get(file);
  if (found === undefined || reached.has(file)) return reached;
  reached.add(file);
  for (const { from, typeOnly } of found) if (!typeOnly) reachedFrom(from, reached);
  return reached;
}

const isNodeModule = ({ from }: Import) =>
  from.startsWith('node:') || builtinModules.includes(from.split('/')[0] ?? '');
const isIn =
  (...folders: string[]) =>
  ({ from }: Import) =>
    folders.some((folder) => isBelow(from, folder));

const pure = [
  'server/src/xml',
  'server/src/relaxng',
  'server/src/libvirt',
  'server/src/rules',
  'server/src/schema',
  'server/src/features',
  'server/src/document.ts',
  'server/src/settings.ts',
  'server/src/service.ts',
  'server/src/configFile.ts',
];

describe('invariants of ARCHITECTURE.md', () => {
  test('the reader of imports reads them', () => {
    assert.ok(imports.size > 20);
    assert.ok(imports.get('server/src/document.ts')?.some(({ from }) => from === 'server/src/xml/parser.ts'));
  });

  test('the language core imports no Node module and no language server', () => {
    assert.deepEqual(
      offences(pure, (each) => isNodeModule(each) || each.from.startsWith('vscode')),
      [],
    );
  });

  for (const entry of ['server/src/lsp/main.browser.ts', 'client/src/extension.browser.ts'])
    test(`${entry} reaches no Node module`, () => {
      const reached = reachedFrom(entry);
      assert.ok(reached.has('server/src/xml/detect.ts') || reached.has('server/src/service.ts'));
      assert.deepEqual(
        offences(
          [...reached],
          (each) => !each.typeOnly && (isNodeModule(each) || each.from.endsWith('/node')),
        ),
        [],
      );
    });

  test('each layer of the core imports only what lies below it', () => {
    const layers = ['xml', 'relaxng', 'libvirt', 'rules', 'schema', 'features'].map(
      (layer) => `server/src/${layer}`,
    );
    for (const [index, layer] of layers.entries())
      assert.deepEqual(offences([layer], isIn(...layers.slice(index + 1), 'server/src/service.ts')), []);
  });

  test('only server/src/lsp speaks the Language Server Protocol', () => {
    const others = [...pure, 'server/src/cli', 'server/src/node'];
    assert.deepEqual(
      offences(others, ({ from }) => /^vscode-language(server|client)(\/|$)/.test(from)),
      [],
    );
  });

  test('hosts and Apply work without an editor', () => {
    assert.deepEqual(
      offences(['client/src/host', 'client/src/apply', 'client/src/cli'], ({ from }) => from === 'vscode'),
      [],
    );
  });

  test('only the Execs start processes', () => {
    const starters = offences(['client/src', 'server/src'], ({ from }) => from === 'node:child_process');
    assert.deepEqual(
      starters.filter((each) => !each.startsWith('client/src/host/')),
      [],
    );
  });

  test('the client takes types only from the protocol, and code only from the core and server/src/node', () => {
    const fromServer = offences(['client/src'], isIn('server/src')).filter(
      // One command line in two bundles.
      (each) => !(each.startsWith('client/src/cli/') && each.includes(' -> server/src/cli/')),
    );
    const allowed = [...pure, 'server/src/node', 'server/src/protocol.ts'];
    assert.deepEqual(
      fromServer.filter((each) => !allowed.some((one) => isBelow(each.split(' -> ')[1] ?? '', one))),
      [],
    );
    assert.deepEqual(
      offences(['client/src'], (each) => each.from === 'server/src/protocol.ts' && !each.typeOnly),
      [],
    );
  });

  test('the server knows nothing of the client', () => {
    assert.deepEqual(offences(['server/src'], isIn('client/src')), []);
  });

  test('no source file grows over 400 lines', () => {
    const long = [...imports.keys()].filter(
      (file) => readFileSync(path.join(root, file), 'utf8').split('\n').length > 400,
    );
    assert.deepEqual(long, []);
  });
});
