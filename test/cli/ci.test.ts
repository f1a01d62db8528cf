import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { cli, Scratch } from '../support/cli.ts';
import { codeBelow } from '../support/documentation.ts';
import { domainWith } from '../support/domains.ts';

const broken = domainWith("<driver name='vhost' queues='9'/>");
const sound = domainWith("<driver name='vhost' queues='4'/>");
const scratch = new Scratch();
after(() => scratch.remove());
scratch.write('bin/.keep', '');
symlinkSync(cli, path.join(scratch.folder, 'bin/virtqueue'));

/** Runs as printed in docs/ci.md, by somebody who has `virtqueue` on the path. */
function shell(command: string, cwd: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: [path.join(scratch.folder, 'bin'), path.dirname(process.execPath), process.env.PATH].join(':'),
      HOME: scratch.folder,
      LC_ALL: 'C',
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
  });
  return { status, output: stdout + stderr };
}

/** A new git repository with the hook of the page. */
function repository(name: string): string {
  const folder = path.dirname(scratch.write(`${name}/vm.xml`, sound));
  shell('git init -q && git config user.name T && git config user.email t@example.org', folder);
  chmodSync(
    scratch.write(`${name}/.git/hooks/pre-commit`, codeBelow('ci.md', 'Before every commit', 'sh')),
    0o755,
  );
  return folder;
}

describe('docs/ci.md works as printed', () => {
  test('the hook lets a sound domain pass, and stops a broken one', () => {
    const folder = repository('hook');
    const first = shell('git add . && git commit -qm sound', folder);
    assert.equal(first.status, 0, first.output);
    scratch.write('hook/deeper/with space.xml', broken);
    const second = shell('git add . && git commit -qm broken', folder);
    assert.equal(second.status, 1);
    assert.match(second.output, /deeper\/with space\.xml:12:36: error: 9 queues/);
    assert.match(shell('git log --format=%s', folder).output, /^sound\n$/);
  });

  test('the hook checks what is staged, whatever lies in the folder', () => {
    const folder = repository('staged');
    shell('git add .', folder);
    scratch.write('staged/vm.xml', broken);
    const commit = shell('git commit -qm sound', folder);
    assert.equal(commit.status, 0, commit.output);
  });

  test('the hook minds a configuration file that was committed before', () => {
    const folder = repository('configured');
    scratch.write(
      'configured/virtqueue.config.json',
      '{"queues": {"max": 16}, "rules": {"queues-exceed-vcpus": "off"}}',
    );
    shell('git add . && git commit -qm configured', folder);
    scratch.write('configured/a/vm.xml', broken);
    const commit = shell('git add . && git commit -qm more', folder);
    assert.equal(commit.status, 0, commit.output);
  });

  test('a commit without any domain passes', () => {
    const folder = repository('none');
    scratch.write('none/README.md', '# Domains');
    const commit = shell('git add README.md && git commit -qm none', folder);
    assert.equal(commit.status, 0, commit.output);
  });

  test('the configuration file is one', () => {
    const folder = path.dirname(scratch.write('example/vm.xml', sound));
    scratch.write('example/virtqueue.config.json', codeBelow('ci.md', 'The configuration file', 'json'));
    assert.deepEqual(shell('virtqueue check .', folder), { status: 0, output: '' });
  });

  test('the commands of the workflows do what the page says', () => {
    const folder = path.dirname(scratch.write('workflow/vm.xml', broken));
    const [github] =
      /virtqueue check --format github .*/.exec(codeBelow('ci.md', 'GitHub Actions', 'yaml')) ?? [];
    assert.match(shell(github ?? '', folder).output, /^::error file=vm\.xml,line=12,/);
    const [gitlab] = /virtqueue check .*/.exec(codeBelow('ci.md', 'GitLab CI', 'yaml')) ?? [];
    assert.equal(shell(gitlab ?? '', folder).status, 1);
    const sarif = 'virtqueue check --format sarif . > virtqueue.sarif || [ $? = 1 ]';
    assert.ok(codeBelow('ci.md', 'GitHub Actions', 'yaml', 1).includes(sarif));
    assert.equal(shell(sarif, folder).status, 0);
  });
});
