import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { cli, run, Scratch } from '../support/cli.ts';
import { domainWith } from '../support/domains.ts';
import { LspClient } from '../support/lspClient.ts';

const broken = domainWith("<driver name='vhost' queues='9'/>");
const sound = domainWith("<driver name='vhost' queues='4'/>");

const scratch = new Scratch();
const { folder } = scratch;
const write = scratch.write.bind(scratch);
after(() => scratch.remove());

describe('virtqueue check', () => {
  test('a sound file: silence and 0', () => {
    const result = run(['check', write('sound.xml', sound)]);
    assert.deepEqual(result, { status: 0, stdout: '', stderr: '' });
  });

  test('an error: its line, and 1', () => {
    const file = write('broken.xml', broken);
    const { status, stdout } = run(['check', file]);
    assert.equal(status, 1);
    assert.match(stdout, new RegExp(`^${file}:12:36: error: .* \\[queues-out-of-range\\]\n`));
  });

  test('a warning only: 0', () => {
    const { status, stdout } = run(['check', '-'], { input: broken.replace("'virtio'", "'e1000'") });
    assert.match(stdout, /^-:12:28: warning: .* \[queues-without-virtio-model\]\n/);
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

  test('--quiet says errors only', () => {
    const { status, stdout } = run(['check', '--quiet', '-'], {
      input: broken.replace("'virtio'", "'e1000'"),
    });
    assert.deepEqual([status, stdout], [0, '']);
  });

  test('--max-warnings: 1 for more than that, whether they are shown or not', () => {
    const input = broken.replace("'virtio'", "'e1000'");
    assert.equal(run(['check', '--max-warnings', '1', '-'], { input }).status, 0);
    assert.equal(run(['check', '--max-warnings', '0', '--quiet', '-'], { input }).status, 1);
  });

  test('Chinese, where the environment speaks it', () => {
    const { stdout } = run(['check', '-'], { input: broken, env: { LC_ALL: 'zh_CN.UTF-8' } });
    assert.match(stdout, /队列/);
  });

  for (const [name, args, message] of [
    ['no path', ['check'], /Give a file/],
    ['a file that is not there', ['check', '/nowhere.xml'], /ENOENT.*\/nowhere\.xml/],
    ['an unknown option', ['check', '--fast', '-'], /--fast/],
    ['an unknown format', ['check', '--format', 'pdf', '-'], /text, json, sarif, github: not 'pdf'/],
    ['a schema that is not there', ['check', '--schema', '/nowhere.rng', '-'], /\/nowhere\.rng/],
    ['a schema for a check of rules', ['check', '--only', 'rules', '--schema', 'x.rng', '-'], /exclude/],
    ['a limit that is no number', ['check', '--max-warnings', 'few', '-'], /number: not 'few'/],
    ['standard input, watched', ['check', '--watch', '-'], /standard input is read once/],
    ['a watch for tools', ['check', '--watch', '--format', 'json', '.'], /--format text only/],
    ['an unknown command', ['toString'], /unknown command 'toString'/],
    ['an unusable configuration', ['check', '--config', '/dev/null', '-'], /\/dev\/null/],
  ] as const)
    test(`${name}: a message, and 2`, () => {
      const { status, stdout, stderr } = run([...args], { input: sound });
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    });
});

describe('virtqueue check --schema', () => {
  const schema = `element note { attribute to { text }, element line { xsd:int }+ }`;

  test('any schema, any XML', () => {
    const file = write('note.rnc', schema);
    assert.equal(
      run(['check', '--schema', file, '--only', 'schema', '-'], {
        input: "<note to='x'><line>1</line></note>",
      }).status,
      0,
    );
    const { status, stdout } = run(['check', '--schema', file, '--only', 'schema', '-'], {
      input: "<note to='x'><line>one</line></note>",
    });
    assert.equal(status, 1);
    assert.match(stdout, /^-:1:20: error: 'one' is no value for <line>\..* \[schema\/bad-value\]\n/);
  });

  test('a broken schema: its own mistake, and 2', () => {
    const file = write('broken.rnc', 'element note { attribute to { text }, undefinedName }');
    const { status, stdout, stderr } = run(['check', '--schema', file, '-'], { input: sound });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /broken\.rnc.*undefinedName/);
  });

  test('the built-in grammar knows a sound domain, and doubts a name it does not know', () => {
    const grammar = path.join(__dirname, '../../server/grammar/domain.rnc');
    assert.equal(run(['check', '--schema', grammar, '-'], { input: sound }).stdout, '');
    const { status, stdout } = run(['check', '--schema', grammar, '-'], {
      input: sound.replace('<name>', '<neim/><name>'),
    });
    assert.match(stdout, /^-:2:4: warning: .* \[schema\/unknown-element\]\n/);
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
    assert.equal(run(['fix', '-'], { input: e1000 }).stdout, e1000);
    assert.equal(run(['fix', '--rule', 'queues-without-virtio-model', '-'], { input: e1000 }).stdout, sound);
    const hint = sound.replace(" queues='4'", '');
    assert.equal(run(['fix', '-'], { input: hint }).stdout, hint);
    assert.equal(run(['fix', '--rule', 'multi-queue-available', '-'], { input: hint }).stdout, sound);
  });

  test('an unknown rule is a usage error', () => {
    assert.equal(run(['fix', '--rule', 'no-such-rule', '-'], { input: sound }).status, 2);
  });
});

describe('help', () => {
  test('--version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8'));
    assert.deepEqual(run(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
  });

  for (const command of ['check', 'fix', 'lsp'])
    test(`virtqueue ${command} --help is about that command, and does nothing`, () => {
      const { status, stdout } = run([command, '--help', '/nowhere.xml']);
      assert.equal(status, 0);
      assert.match(stdout, new RegExp(`^virtqueue ${command} `));
    });

  test('a reader who has seen enough is no mistake', () => {
    const shell = `"$0" "$1" check --format json "$2" | head -c 1`;
    const { status, stderr } = spawnSync('sh', ['-c', shell, process.execPath, cli, path.join(folder)], {
      encoding: 'utf8',
    });
    assert.deepEqual([status, stderr], [0, '']);
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
