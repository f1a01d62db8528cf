import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interleaved, transcribed } from '../../client/src/host/transcribe.ts';
import { FakeExec, fails, prints } from './fakeExec.ts';
import { recorder } from './recorder.ts';

test('a command and what it printed', async () => {
  const transcript = recorder();
  await transcribed(new FakeExec().on('version', prints('9.0.0\n')), transcript).run(['virsh', 'version']);
  assert.deepEqual(transcript.lines, ['$ virsh version', '9.0.0']);
});

test('polling shows the command once, and its output when it changes', async () => {
  const transcript = recorder();
  const off = fails('error: not connected');
  const exec = transcribed(new FakeExec().on('ping', off, off, prints('{}')), transcript);
  for (let time = 0; time < 3; time += 1) await exec.run(['ping']);
  assert.deepEqual(transcript.lines, ['$ ping', 'error: not connected', '{}']);
});

test('what carries secrets is not shown', async () => {
  const transcript = recorder();
  const exec = transcribed(new FakeExec().on('dumpxml', prints("<graphics passwd='geheim'/>")), transcript);
  await exec.run(['virsh', 'dumpxml'], { shown: () => '(1 line)' });
  assert.deepEqual(transcript.lines, ['$ virsh dumpxml', '(1 line)']);
});

test('standard input is hinted at', async () => {
  const transcript = recorder();
  await transcribed(new FakeExec().on('create'), transcript).run(['create'], { stdin: '<domain/>' });
  assert.deepEqual(transcript.lines, ['$ create < …']);
});

test('conversations in one transcript say who speaks when another takes the word', () => {
  const transcript = recorder();
  const conversation = interleaved(transcript);
  const [one, two] = [conversation('vm-1'), conversation('vm-2')];
  one.command('virsh version');
  one.output('9.0.0');
  two.command('virsh version');
  two.output('');
  one.note('done');
  assert.deepEqual(transcript.lines, [
    '# \n── vm-1 ──',
    '$ virsh version',
    '9.0.0',
    '# \n── vm-2 ──',
    '$ virsh version',
    '# \n── vm-1 ──',
    '# done',
  ]);
});
