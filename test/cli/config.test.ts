import assert from 'node:assert/strict';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import Ajv from 'ajv';
import { configSchema } from '../../scripts/configSchema.ts';
import { rules } from '../../server/src/rules/index.ts';
import { run, Scratch } from '../support/cli.ts';
import { domainWith } from '../support/domains.ts';

const broken = domainWith("<driver name='vhost' queues='9'/>");
const lenient = '{"queues": {"max": 16}, "rules": {"queues-exceed-vcpus": "off"}}';
const scratch = new Scratch();
after(() => scratch.remove());

describe('virtqueue.config.json', () => {
  test('the nearest above each file counts', () => {
    scratch.write('tree/virtqueue.config.json', lenient);
    scratch.write('tree/a/b/vm.xml', broken);
    scratch.write('tree/strict/virtqueue.config.json', '{}');
    scratch.write('tree/strict/vm.xml', broken);
    const { stdout } = run(['check', '--format', 'json', 'tree'], { cwd: scratch.folder });
    const found = JSON.parse(stdout).map(({ file, diagnostics }: { file: string; diagnostics: [] }) => [
      path.basename(path.dirname(file)),
      diagnostics.length,
    ]);
    assert.deepEqual(found, [
      ['b', 0],
      ['strict', 1],
    ]);
  });

  test('of standard input, that of the current folder', () => {
    const cwd = path.dirname(scratch.write('here/virtqueue.config.json', lenient));
    assert.equal(run(['check', '-'], { input: broken, cwd }).stdout, '');
  });

  test('--config names one for all', () => {
    const config = scratch.write('other.json', lenient);
    scratch.write('overruled/virtqueue.config.json', '{}');
    const file = scratch.write('overruled/vm.xml', broken);
    assert.equal(run(['check', '--config', config, file]).stdout, '');
  });

  test('fix minds it too', () => {
    scratch.write('few/virtqueue.config.json', '{"queues": {"max": 2}}');
    const file = scratch.write('few/vm.xml', broken);
    assert.match(run(['fix', '--dry-run', file]).stdout, /^\+.*queues='2'/m);
  });

  for (const [name, text, message] of [
    ['no JSON', '{', /SyntaxError/],
    ['no object', '[]', /no JSON object/],
    ['an unknown setting', '{"queue": {}}', /there is no setting queue/],
    ['an unknown rule', '{"rules": {"queues-out-of-rang": "off"}}', /there is no rule queues-out-of-rang/],
    ['a severity that is none', '{"rules": {"queues-out-of-range": "fatal"}}', /rules\.queues-out-of-range/],
    ['a limit out of range', '{"queues": {"max": 0}}', /queues\.max/],
  ] as const)
    test(`${name}: a message, and 2`, () => {
      const config = scratch.write('bad.json', text);
      const { status, stdout, stderr } = run(['check', '--config', config, '-'], { input: broken });
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    });

  test('$schema, and rules of the schema, have their place in it', () => {
    const config = scratch.write('good.json', '{"$schema": "x", "rules": {"schema/bad-value": "off"}}');
    assert.equal(run(['check', '--config', config, '-'], { input: broken }).status, 1);
  });
});

describe('the JSON schema of virtqueue.config.json', () => {
  const validate = new Ajv({ strict: false }).compile(configSchema);

  for (const text of ['{}', '{"queues": {"max": 16, "policy": "at-most-4"}}', '{"queues": {"policy": 2}}'])
    test(`takes ${text}`, () => assert.ok(validate(JSON.parse(text))));

  for (const text of ['{"queue": {}}', '{"queues": {"max": 0}}', '{"rules": {"no-such-rule": "off"}}'])
    test(`refuses ${text}, as the command line does`, () => {
      assert.equal(validate(JSON.parse(text)), false);
      const config = scratch.write('refused.json', text);
      assert.equal(run(['check', '--config', config, '-'], { input: broken }).status, 2);
    });

  test('knows every rule, and describes it', () => {
    const { properties } = configSchema.properties.rules;
    for (const { id, documentation } of rules)
      assert.equal(properties[id]?.description, documentation.summary);
  });
});
