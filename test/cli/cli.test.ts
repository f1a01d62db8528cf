import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { domainWith } from '../support/domains.ts';
import { LspClient } from '../support/lspClient.ts';

/** The bundle that ships; `npm test` builds it first. */
const cli = path.join(__dirname, '../../dist/cli.js');

const broken = domainWith("<driver name='vhost' queues='9'/>");
const sound = domainWith("<driver name='vhost' queues='4'/>");

let folder: string;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'virtqueue-cli-'));
});
after(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function run(args: string[], input = '', env: Record<string, string> = { LC_ALL: 'C' }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  return { status, stdout, stderr };
}

describe('virtqueue check', () => {
  test('a sound file: silence and 0', () => {
    const result = run(['check', write('sound.xml', sound)]);
    assert.deepEqual(result, { status: 0, stdout: '', stderr: '' });
  });

  test('an error: its line, and 1', () => {
    const file = write('broken.xml', broken);
    const { status, stdout } = run(['check', file]);
    assert.equal(status, 1);
    assert.match(stdout, new RegExp(`^${file}:12:36: error: .* \\[queues-out-of-range\\]\n$`));
  });

  test('a warning only: 0', () => {
    const { status, stdout } = run(['check', '-'], broken.replace("'virtio'", "'e1000'"));
    assert.match(stdout, /^-:12:28: warning: .* \[queues-without-virtio-model\]\n$/);
    assert.equal(status, 0);
  });

  test('JSON: one entry for every file, positions from 0', () => {
    const files = [write('sound.xml', sound), write('broken.xml', broken)];
    const { stdout } = run(['check', '--format', 'json', ...files]);
    const [first, second] = JSON.parse(stdout);
    assert.deepEqual(first, { file: files[0], diagnostics: [] });
    assert.equal(second.file, files[1]);
    const [{ code, severity, range }] = second.diagnostics;
    assert.deepEqual(
      { code, severity, range },
      {
        code: 'queues-out-of-range',
        severity: 'error',
        range: { start: { line: 11, character: 35 }, end: { line: 11, character: 36 } },
      },
    );
  });

  test('GitHub: an annotation, with what would end it escaped', () => {
    const { stdout } = run(['check', '--format', 'github', write('a,b.xml', broken)]);
    assert.match(
      stdout,
      /^::error file=.*a%2Cb\.xml,line=12,endLine=12,col=36,endColumn=37,title=queues-out-of-range::/,
    );
  });

  test('SARIF names the rule and the region', () => {
    const { stdout } = run(['check', '--format', 'sarif', '-'], broken);
    const [log] = JSON.parse(stdout).runs;
    assert.equal(log.results[0].ruleId, 'queues-out-of-range');
    assert.equal(log.results[0].locations[0].physicalLocation.region.startLine, 12);
    assert.ok(log.tool.driver.rules.some(({ id }: { id: string }) => id === 'queues-out-of-range'));
  });

  test('a folder: every domain in it, at any depth, nothing else', () => {
    write('tree/a/vm.xml', broken);
    write('tree/net.xml', '<network/>');
    write('tree/notes.txt', broken);
    const { stdout } = run(['check', '--format', 'json', path.join(folder, 'tree')]);
    assert.deepEqual(
      JSON.parse(stdout).map(({ file }: { file: string }) => path.relative(folder, file)),
      ['tree/a/vm.xml'],
    );
  });

  test('a configuration file changes limit and severities', () => {
    const config = write('config.json', '{"queues": {"max": 16}, "rules": {"queues-exceed-vcpus": "off"}}');
    assert.equal(run(['check', '--config', config, '-'], broken).stdout, '');
  });

  test('Chinese, where the environment speaks it', () => {
    const { stdout } = run(['check', '-'], broken, { LC_ALL: 'zh_CN.UTF-8' });
    assert.match(stdout, /队列/);
  });

  for (const [name, args, message] of [
    ['no path', ['check'], /Give a file/],
    ['a file that is not there', ['check', '/nowhere.xml'], /ENOENT.*\/nowhere\.xml/],
    ['an unknown option', ['check', '--fast', '-'], /--fast/],
    ['an unknown format', ['check', '--format', 'pdf', '-'], /text, json, sarif, github: not 'pdf'/],
    ['a schema that is not there', ['check', '--schema', '/nowhere.rng', '-'], /\/nowhere\.rng/],
    ['a schema for a check of rules', ['check', '--only', 'rules', '--schema', 'x.rng', '-'], /exclude/],
    ['an unknown command', ['toString'], /unknown command 'toString'/],
    ['an unusable configuration', ['check', '--config', '/dev/null', '-'], /\/dev\/null/],
  ] as const)
    test(`${name}: a message, and 2`, () => {
      const { status, stdout, stderr } = run([...args], sound);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    });
});

describe('virtqueue check --schema', () => {
  const schema = `element note { attribute to { text }, element line { xsd:int }+ }`;

  test('any schema, any XML', () => {
    const file = write('note.rnc', schema);
    assert.equal(
      run(['check', '--schema', file, '--only', 'schema', '-'], "<note to='x'><line>1</line></note>").status,
      0,
    );
    const { status, stdout } = run(
      ['check', '--schema', file, '--only', 'schema', '-'],
      "<note to='x'><line>one</line></note>",
    );
    assert.equal(status, 1);
    assert.match(stdout, /^-:1:20: error: 'one' is no value for <line>\..* \[schema\/bad-value\]\n$/);
  });

  test('a broken schema: its own mistake, and 2', () => {
    const file = write('broken.rnc', 'element note { attribute to { text }, undefinedName }');
    const { status, stdout, stderr } = run(['check', '--schema', file, '-'], sound);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /broken\.rnc.*undefinedName/);
  });

  test('the built-in grammar knows a sound domain, and doubts a name it does not know', () => {
    const grammar = path.join(__dirname, '../../server/grammar/domain.rnc');
    assert.equal(run(['check', '--schema', grammar, '-'], sound).stdout, '');
    const { status, stdout } = run(
      ['check', '--schema', grammar, '-'],
      sound.replace('<name>', '<neim/><name>'),
    );
    assert.match(stdout, /^-:2:4: warning: .* \[schema\/unknown-element\]\n$/);
    assert.equal(status, 0);
  });
});

describe('virtqueue fix', () => {
  test('writes the fixed file; a second run finds nothing to do', () => {
    const file = write('fix.xml', broken);
    assert.equal(run(['fix', file]).stdout, `${file}: fixed\n`);
    assert.equal(readFileSync(file, 'utf8'), sound);
    assert.equal(run(['fix', file]).stdout, '');
  });

  test('--dry-run prints the difference and writes nothing', () => {
    const file = write('dry.xml', broken);
    const { stdout } = run(['fix', '--dry-run', file]);
    assert.match(stdout, /^- .*queues='9'\/>\n\+ .*queues='4'\/>$/m);
    assert.equal(readFileSync(file, 'utf8'), broken);
  });

  test('what the guest would notice is fixed only when its rule is named', () => {
    const e1000 = sound.replace("'virtio'", "'e1000'");
    assert.equal(run(['fix', '-'], e1000).stdout, e1000);
    assert.equal(run(['fix', '--rule', 'queues-without-virtio-model', '-'], e1000).stdout, sound);
    const hint = sound.replace(" queues='4'", '');
    assert.equal(run(['fix', '-'], hint).stdout, hint);
    assert.equal(run(['fix', '--rule', 'multi-queue-available', '-'], hint).stdout, sound);
  });

  test('an unknown rule is a usage error', () => {
    assert.equal(run(['fix', '--rule', 'no-such-rule', '-'], sound).status, 2);
  });
});

test('virtqueue lsp --stdio is the language server', async () => {
  const server = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const client = new LspClient(
    createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)),
  );
  await client.initialize({});
  await client.open('file:///vm.xml', broken);
  assert.equal((await client.diagnostics('file:///vm.xml', 1))[0]?.code, 'queues-out-of-range');
  const exited = new Promise((resolve) => server.once('exit', resolve));
  await client.connection.sendRequest('shutdown');
  await client.connection.sendNotification('exit');
  assert.equal(await exited, 0);
});
