import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Exec } from '../../client/src/host/exec.ts';
import { copyHostSchemas } from '../../client/src/host/schemas.ts';

/** A host with these files below /usr/share/libvirt/schemas, which answers as `ls` and `tail` of coreutils do. */
function hostWith(files: Record<string, string>): Exec & { commands: string[] } {
  const commands: string[] = [];
  return {
    commands,
    place: 'ssh kvm1',
    display: (argv) => argv.join(' '),
    run: async (argv) => {
      commands.push(argv[0] ?? '');
      const names = Object.keys(files);
      if (names.length === 0)
        return { code: 2, stdout: '', stderr: "ls: cannot access '/usr/share/libvirt/schemas'\n" };
      if (argv[0] === 'ls') return { code: 0, stdout: names.map((name) => `${name}\n`).join(''), stderr: '' };
      const asked = argv.slice(argv.indexOf('--') + 1);
      const parts = asked.map((file) => `==> ${file} <==\n${files[path.posix.basename(file)]}`);
      return { code: 0, stdout: parts.join('\n'), stderr: '' };
    },
  };
}

describe('the schemas of a host', () => {
  let cache: string;
  before(async () => {
    cache = await mkdtemp(path.join(tmpdir(), 'virtqueue-schemas-'));
  });
  after(() => rm(cache, { recursive: true }));

  const schemas = {
    'domain.rng': "<grammar>\n  <include href='domaincommon.rng'/>\n</grammar>\n",
    'domaincommon.rng': '<grammar/>\n',
  };

  test('are copied once per host and version', async () => {
    const host = hostWith({ ...schemas, '$(reboot).rng': '', '../evil.rng': '' });
    const folder = await copyHostSchemas(host, '9.0.0', cache);
    assert.ok(folder);
    assert.deepEqual((await readdir(folder)).sort(), Object.keys(schemas));
    for (const [name, text] of Object.entries(schemas))
      assert.equal(await readFile(path.join(folder, name), 'utf8'), text);
    assert.equal(await copyHostSchemas(host, '9.0.0', cache), folder);
    assert.deepEqual(host.commands, ['ls', 'tail']);
    assert.notEqual(await copyHostSchemas(host, '10.1.0', cache), folder);
  });

  test('are missing on a host without libvirt', async () => {
    assert.equal(await copyHostSchemas(hostWith({}), '9.0.1', cache), undefined);
  });
});
