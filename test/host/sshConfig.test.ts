import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { sshHosts } from '../../client/src/host/sshConfig.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtqueue-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function hostsOf(config: string): string[] {
  writeFileSync(join(folder, 'config'), config);
  return sshHosts(join(folder, 'config'));
}

test('names, not patterns', () =>
  assert.deepEqual(
    hostsOf(`
Host kvm1 kvm2 *.example.org !kvm3
  User root
Host *
  ServerAliveInterval 10
host = kvm4
Match user root
  ForwardAgent no
`),
    ['kvm1', 'kvm2', 'kvm4'],
  ));

test('a name that ssh would take for an option is left out', () =>
  assert.deepEqual(hostsOf('Host -oProxyCommand good\n'), ['good']));

test('each host once', () => assert.deepEqual(hostsOf('Host a\nHost a b\n'), ['a', 'b']));

test('included files, beside the configuration and by pattern', () => {
  mkdirSync(join(folder, 'conf.d'));
  writeFileSync(join(folder, 'conf.d', '10-lab.conf'), 'Host lab\n');
  writeFileSync(join(folder, 'conf.d', '20-home.conf'), 'Host home\n');
  writeFileSync(join(folder, 'conf.d', 'notes.txt'), 'Host nobody\n');
  assert.deepEqual(hostsOf('Include conf.d/*.conf\nHost last\n'), ['lab', 'home', 'last']);
});

test('a file that includes itself comes to an end', () =>
  assert.deepEqual(hostsOf('Host a\nInclude config\n'), ['a']));

test('no file, no hosts', () => assert.deepEqual(sshHosts(join(folder, 'missing')), []));

test('a folder in its place, no hosts', () => assert.deepEqual(sshHosts(folder), []));
