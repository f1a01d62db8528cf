import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultSettings, lenses, openDocument, type Settings } from '../../server/src/service.ts';
import { domainWith } from '../support/domains.ts';

/** The lenses as an editor shows them: those above one name in a line, commands in brackets. */
function shown(text: string, settings: Settings = defaultSettings): string[] {
  const lines = new Map<string, string[]>();
  const document = openDocument(text);
  for (const { at, title, command } of lenses(document, settings)) {
    const line = `${text.slice(at.start, at.end)} ${at.start}`;
    const title_ = command === undefined ? title : `[${title}]`;
    lines.set(line, [...(lines.get(line) ?? []), title_]);
  }
  return [...lines].map(([line, titles]) => `${line.split(' ')[0]}: ${titles.join(' | ')}`);
}

const onInterfaces = (text: string, settings?: Settings) =>
  shown(text, settings).filter((line) => line.startsWith('interface'));

describe('lenses', () => {
  test('above the domain, what can be done with it', () => {
    assert.deepEqual(shown("<domain type='kvm'/>"), ['domain: [Apply to VM…] | [Compare with Host…]']);
  });

  test('above an interface, its queues and the vCPUs they serve', () => {
    assert.deepEqual(onInterfaces(domainWith("<driver queues='4'/>")), ['interface: [4 queues · 4 vCPUs]']);
  });

  test('one queue for several vCPUs can become more', () => {
    assert.deepEqual(onInterfaces(domainWith('')), ['interface: [1 queue · 4 vCPUs] | [Enable multi-queue]']);
  });

  test('or cannot, and the reason is told', () => {
    assert.deepEqual(onInterfaces(domainWith('').replace("'virtio'", "'e1000'")), [
      'interface: [1 queue · 4 vCPUs] | only the model virtio takes more',
    ]);
    assert.deepEqual(onInterfaces(domainWith('').replace("'network'", "'user'")), [
      "interface: [1 queue · 4 vCPUs] | type 'user' takes no more",
    ]);
  });

  test('one queue is enough for one vCPU, for a limit of one, and elsewhere than on QEMU', () => {
    const alone = domainWith('').replace('<vcpu>4', '<vcpu>1');
    assert.deepEqual(onInterfaces(alone), ['interface: [1 queue · 1 vCPU]']);
    const limited: Settings = { ...defaultSettings, queues: { max: 1, policy: 'match-vcpus' } };
    assert.deepEqual(onInterfaces(domainWith(''), limited), ['interface: [1 queue · 4 vCPUs]']);
    assert.deepEqual(onInterfaces(domainWith('').replace("'kvm'", "'lxc'")), [
      'interface: [1 queue · 4 vCPUs]',
    ]);
  });

  test('vCPUs to be plugged in later are not there yet', () => {
    const pluggable = domainWith("<driver queues='2'/>").replace('<vcpu>', "<vcpu current='2'>");
    assert.deepEqual(onInterfaces(pluggable), ['interface: [2 queues · 2 of 4 vCPUs]']);
  });

  test('unreadable vCPUs are not counted', () => {
    assert.deepEqual(onInterfaces(domainWith("<driver queues='2'/>").replace('>4<', '>many<')), [
      'interface: [2 queues]',
    ]);
  });

  test('none on what is no domain', () => assert.deepEqual(shown('<network/>'), []));
});
