import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { cli, Scratch } from '../support/cli.ts';
import { domainWith } from '../support/domains.ts';

const broken = domainWith("<driver name='vhost' queues='9'/>");
const sound = domainWith("<driver name='vhost' queues='4'/>");
const scratch = new Scratch();
after(() => scratch.remove());

/** `virtqueue check --watch`; `next` waits for the end of the next run and gives what it printed. */
function watch(target: string) {
  const child = spawn(process.execPath, [cli, 'check', '--watch', target], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C' },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const next = async () => {
    const giveUp = AbortSignal.timeout(20_000);
    while (!/Ctrl\+C ends\.\n/.test(output)) await once(child.stdout, 'data', { signal: giveUp });
    const printed = output;
    output = '';
    return printed;
  };
  const stop = async () => {
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    return { code, errors };
  };
  return { next, stop };
}

describe('virtqueue check --watch', () => {
  test('checks again when a file changes, comes or goes, and ends cleanly', async () => {
    const file = scratch.write('domains/vm.xml', sound);
    const { next, stop } = watch(path.dirname(file));
    assert.match(await next(), /^\[.*\] No errors\. Watching/);
    writeFileSync(file, broken);
    assert.match(await next(), /queues-out-of-range/);
    const other = scratch.write('domains/deeper/other.xml', broken);
    assert.match(await next(), /errors: 2,/);
    rmSync(other);
    assert.match(await next(), /errors: 1,/);
    scratch.write('domains/virtqueue.config.json', '{"rules": {"queues-out-of-range": "off"}}');
    assert.doesNotMatch(await next(), /queues-out-of-range/);
    assert.deepEqual(await stop(), { code: 0, errors: '' });
  });

  test('one file: also when an editor puts a new one in its place, and when it is away for a while', async () => {
    const file = scratch.write('single/vm.xml', broken);
    const { next, stop } = watch(file);
    assert.match(await next(), /errors: 1,/);
    rmSync(file);
    await next();
    writeFileSync(file, sound);
    assert.match(await next(), /No errors/);
    writeFileSync(file, broken);
    await next();
    const { code, errors } = await stop();
    assert.equal(code, 1);
    assert.match(errors, /ENOENT/);
  });
});
