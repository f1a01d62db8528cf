import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcribed } from '../../client/src/host/transcribe.ts';
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
