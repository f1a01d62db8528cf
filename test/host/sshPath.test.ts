import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { askSshPath } from '../../client/src/host/sshPath.ts';
import { FakeExec, fails, prints } from './fakeExec.ts';

const connection = prints('192.0.2.7 51234 198.51.100.5 22\n');

describe('the way back to the ssh client', () => {
  test('through a gateway, known by its address on the wire', async () => {
    const host = new FakeExec()
      .on('printenv SSH_CONNECTION', connection)
      .on(
        'route get 192.0.2.7',
        prints('192.0.2.7 via 198.51.100.1 dev br0 src 198.51.100.5 uid 0 \\    cache\n'),
      )
      .on('neighbour show 198.51.100.1', prints('198.51.100.1 dev br0 lladdr 52:54:00:AB:00:01 REACHABLE\n'));
    assert.deepEqual(await askSshPath(host), { device: 'br0', mac: '52:54:00:ab:00:01' });
  });

  test('of a neighbour that the host has not talked to', async () => {
    const host = new FakeExec()
      .on('printenv', connection)
      .on('route get 192.0.2.7', prints('192.0.2.7 dev vnet3 src 192.0.2.1 uid 0\n'))
      .on('neighbour show 192.0.2.7', prints(''));
    assert.deepEqual(await askSshPath(host), { device: 'vnet3', mac: undefined });
  });

  test('is nothing where nobody came by ssh', async () =>
    assert.equal(await askSshPath(new FakeExec().on('printenv', fails(''))), undefined));

  test('is not asked with what is no address', async () => {
    const host = new FakeExec().on('printenv', prints('-h;reboot 1 2 3\n'));
    assert.equal(await askSshPath(host), undefined);
    assert.equal(host.calls.length, 1);
  });
});
