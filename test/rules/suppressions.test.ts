import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultSettings, diagnose, openDocument, type Settings } from '../../server/src/service.ts';

const text = (comment: string) => `<domain type='kvm'>
  <vcpu>4</vcpu>
  <devices>
    <interface type='network'>
      <model type='virtio'/>
      ${comment}
      <driver name='vhost' queues='9'/>
    </interface>
    <interface type='network'>
      <model type='virtio'/>
      <driver name='vhost' queues='9'/>
    </interface>
  </devices>
</domain>`;

/** 1-based lines on which something is reported. */
function linesWith(comment: string, settings: Settings = defaultSettings): number[] {
  const given = text(comment);
  return diagnose(openDocument(given), settings).map(({ start }) => given.slice(0, start).split('\n').length);
}

describe('<!-- virtqueue-disable-next-line -->', () => {
  const cases: [string, number[]][] = [
    ['<!-- an ordinary comment -->', [7, 11]],
    ['<!-- virtqueue-disable-next-line queues-out-of-range -->', [11]],
    ['<!-- virtqueue-disable-next-line -->', [11]],
    ['<!-- virtqueue-disable-next-line duplicate-driver, queues-out-of-range -->', [11]],
    ['<!-- virtqueue-disable-next-line duplicate-driver -->', [7, 11]],
    ['<!-- virtqueue-disable-next-lines -->', [7, 11]],
  ];
  for (const [comment, lines] of cases) test(comment, () => assert.deepEqual(linesWith(comment), lines));
});

describe('virtqueue.rules', () => {
  test('off silences a rule', () =>
    assert.deepEqual(linesWith('', { ...defaultSettings, rules: { 'queues-out-of-range': 'off' } }), []));

  test('a severity replaces the rule’s own', () => {
    const settings: Settings = { ...defaultSettings, rules: { 'queues-out-of-range': 'hint' } };
    const found = diagnose(openDocument(text('')), settings);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['hint', 'hint'],
    );
  });
});
