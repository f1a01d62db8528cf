import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkDocument } from '../../client/src/apply/document.ts';
import { hostWarnings } from '../../client/src/apply/hostWarnings.ts';
import type { HostKnowledge } from '../../server/src/libvirt/host.ts';
import { defaultSettings } from '../../server/src/service.ts';
import { domainXml } from './domains.ts';

const host: HostKnowledge = {
  name: 'kvm1',
  libvirtVersion: '9.0.0',
  hasKvm: true,
  hasVhostNet: true,
  networks: ['default'],
  bridges: ['br0'],
  pools: [],
  machineTypes: { x86_64: ['q35', 'pc'] },
  cpuModels: [],
  tapQueues: undefined,
};

function warnings(text: string, facts: Partial<HostKnowledge> = {}): string[] {
  const document = checkDocument(text, defaultSettings);
  assert.ok('domain' in document, 'the document has errors');
  return [...hostWarnings(document, { ...host, ...facts })];
}

const bridged = domainXml()
  .replace("type='network'", "type='bridge'")
  .replace("network='default'", "bridge='br7'");

describe('what the host does not have', () => {
  const cases: [string, RegExp, string[]][] = [
    ['KVM', /^"kvm1" has no KVM/, warnings(domainXml(), { hasKvm: false })],
    ['vhost-net', /no \/dev\/vhost-net/, warnings(domainXml({ queues: 2 }), { hasVhostNet: false })],
    ['the network', /no network "default"/, warnings(domainXml(), { networks: [] })],
    ['the bridge', /no bridge "br7"/, warnings(bridged)],
    [
      'the machine type',
      /no machine type "q35"/,
      warnings(domainXml(), { machineTypes: { x86_64: ['pc'] } }),
    ],
  ];
  for (const [what, pattern, said] of cases) {
    test(what, () => {
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', pattern);
    });
  }

  test('is said once for all interfaces', () => {
    const interfaces = /<interface[\s\S]*<\/interface>/.exec(domainXml())?.[0] ?? '';
    const two = domainXml().replace('</devices>', `${interfaces.replace('6d:01', '6d:02')}</devices>`);
    assert.equal(warnings(two, { networks: [] }).length, 1);
  });
});

describe('nothing is said', () => {
  test('of what is there', () => assert.deepEqual(warnings(domainXml({ queues: 2 })), []));

  test('of what the host did not say', () => {
    const silent = { hasKvm: undefined, hasVhostNet: undefined, networks: undefined, bridges: undefined };
    assert.deepEqual(warnings(domainXml({ queues: 2 }), silent), []);
    assert.deepEqual(warnings(bridged, silent), []);
    assert.deepEqual(warnings(domainXml(), { machineTypes: {} }), []);
  });

  test('of vhost-net where nobody insists on it', () =>
    assert.deepEqual(warnings(domainXml(), { hasVhostNet: false }), []));

  test('of bridges that Open vSwitch has', () =>
    assert.deepEqual(warnings(bridged.replace('<model', "<virtualport type='openvswitch'/><model")), []));
});
