import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExecError } from '../../client/src/host/exec.ts';
import { AgentError, type AgentFailure, GuestAgent } from '../../client/src/host/guestAgent.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { FakeExec, fails, fixture, prints, type Reply } from './fakeExec.ts';

const uuid = 'c0b7ebc6-92f5-4b1b-8e4e-84541c67a1d8';

function agentOf(exec: FakeExec): GuestAgent {
  return new GuestAgent(new Virsh(exec, 'qemu:///system'), uuid);
}

/** The status of an ended program, as the agent sends it. */
function ended(status: object, output: { stdout?: string; stderr?: string } = {}): Reply {
  const base64 = (text: string | undefined) =>
    text === undefined ? undefined : Buffer.from(text).toString('base64');
  const data = { 'out-data': base64(output.stdout), 'err-data': base64(output.stderr) };
  return prints(JSON.stringify({ return: { exited: true, ...status, ...data } }));
}

describe('the guest agent', () => {
  test('names the interfaces of the guest', async () => {
    const agent = agentOf(new FakeExec().on('guest-network', prints(fixture('agent-interfaces.json'))));
    assert.deepEqual(await agent.interfaces(), [
      { name: 'lo', mac: '00:00:00:00:00:00' },
      { name: 'eth0', mac: '52:54:00:7c:b3:9c' },
      { name: 'eth1', mac: '52:54:00:48:8c:82' },
    ]);
  });

  test('counts the CPUs that are online', async () => {
    const answer = '{"return":[{"online":true,"logical-id":0},{"online":false,"logical-id":1}]}';
    assert.equal(await agentOf(new FakeExec().on('guest-get-vcpus', prints(answer))).onlineCpus(), 1);
  });

  test('runs a program and waits for its end', async () => {
    const exec = new FakeExec()
      .on('"guest-exec"', prints('{"return":{"pid":180}}'))
      .on(
        'guest-exec-status',
        prints('{"return":{"exited":false}}'),
        ended({ exitcode: 1 }, { stderr: 'no\n' }),
      );
    assert.deepEqual(await agentOf(exec).run('ethtool', ['-l', '$(id)']), {
      code: 1,
      stdout: '',
      stderr: 'no\n',
    });
    const { execute, arguments: request } = JSON.parse(exec.calls[0]?.argv.at(-1) ?? '');
    const { env, ...asked } = request;
    assert.equal(execute, 'guest-exec');
    assert.deepEqual(asked, { path: 'ethtool', arg: ['-l', '$(id)'], 'capture-output': true });
    assert.ok(env.includes('LC_ALL=C'), 'what is parsed is in one language');
  });

  test('a program that a signal ended has not succeeded', async () => {
    const exec = new FakeExec()
      .on('"guest-exec"', prints('{"return":{"pid":180}}'))
      .on('guest-exec-status', ended({ signal: 9 }));
    assert.notEqual((await agentOf(exec).run('ethtool', [])).code, 0);
  });
});

/** Messages recorded from libvirt 9.0.0. */
const failures: Record<string, AgentFailure> = {
  'error: argument unsupported: QEMU guest agent is not configured': 'no-channel',
  'error: Guest agent is not responding: QEMU guest agent is not connected': 'not-connected',
  'error: Guest agent is not responding: Guest agent not available for now': 'hung',
  "error: internal error: unable to execute QEMU agent command 'guest-exec': Command guest-exec has been disabled":
    'blocked',
  "error: internal error: unable to execute QEMU agent command 'guest-exec': The command guest-exec has not been found":
    'unknown-command',
  "error: internal error: unable to execute QEMU agent command 'guest-exec': Guest agent command failed, error was 'Failed to execute child process “ethtool” (No such file or directory)'":
    'no-program',
  'error: Requested operation is not valid: domain is not running': 'not-running',
  "error: failed to get domain 'c0b7ebc6-92f5-4b1b-8e4e-84541c67a1d8'": 'not-running',
  'error: this function is not supported by the connection driver: virDomainQemuAgentCommand': 'unsupported',
  'error: something nobody has seen yet': 'failed',
};

describe('a guest agent that does not work', () => {
  for (const [said, failure] of Object.entries(failures)) {
    test(`${failure}: keeps libvirt's words`, async () => {
      const agent = agentOf(new FakeExec().on('guest-exec', fails(said)));
      await assert.rejects(agent.run('ethtool', ['-l', 'eth0']), (error) => {
        assert.ok(error instanceof AgentError);
        assert.equal(error.failure, failure);
        assert.ok(error.message.endsWith(said.replace('error: ', '')), error.message);
        return true;
      });
    });
  }

  test('each of them is told in other words', async () => {
    const messages = await Promise.all(
      Object.keys(failures).map(async (said) => {
        const error = await agentOf(new FakeExec().on('ping', fails(said)))
          .ping()
          .catch(String);
        return String(error).split('\n')[0];
      }),
    );
    // Two of them are the same thing said by libvirt in two ways.
    assert.equal(new Set(messages).size, messages.length - 1);
  });

  test('no answer at all is a hung agent', async () => {
    const agent = agentOf(new FakeExec().on('ping', new ExecError('timeout', [], 'timeout')));
    await assert.rejects(agent.ping(), { failure: 'hung' });
  });

  test('cancelling is not a failure of the agent', async () => {
    const agent = agentOf(new FakeExec().on('ping', new ExecError('aborted', [], 'aborted')));
    await assert.rejects(agent.ping(), (error) => error instanceof ExecError && error.failure === 'aborted');
  });

  for (const answer of ['', 'nonsense', 'null', '{"return":7}', '{"return":[1,null,"x",{"name":5}]}']) {
    test(`an answer like ${answer || 'nothing'} does no harm`, async () => {
      const agent = agentOf(new FakeExec().on('guest-network', prints(answer)));
      const interfaces = await agent.interfaces().catch((error) => {
        assert.ok(error instanceof AgentError);
        return [];
      });
      assert.ok(interfaces.every(({ name, mac }) => name === '' && mac === ''));
    });
  }
});
