import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type HostKnowledge, tapQueueLimit } from '../../server/src/libvirt/host.ts';
import { defaultSettings, diagnose, forHost, openDocument } from '../../server/src/service.ts';
import { domainWith } from '../support/domains.ts';

const kvm1: HostKnowledge = {
  name: 'kvm1',
  libvirtVersion: '9.0.0',
  networks: [],
  bridges: [],
  pools: [],
  machineTypes: {},
  cpuModels: [],
  tapQueues: { limit: 2, kernel: '6.1.0' },
};

describe('queues that a tap takes', () => {
  const limits: Record<string, number | undefined> = {
    '2.6.32-754.el6.x86_64': 1,
    '3.2.0-4-amd64': 1,
    '3.10.0-327.el7.x86_64': 8,
    '3.10.0-514.el7.x86_64': 256,
    '3.10.0-1160.119.1.el7.x86_64': 256,
    '3.16.0-11-amd64': 8,
    '4.0.0': 256,
    '4.18.0-553.el8_10.x86_64': 256,
    '6.1.0-56-cloud-amd64': 256,
    '6.18.2': 256,
    '': undefined,
    FreeBSD: undefined,
  };
  for (const [release, limit] of Object.entries(limits))
    test(`on Linux ${release || 'that does not say'}: ${limit}`, () =>
      assert.equal(tapQueueLimit(release), limit));
});

describe('the limit of the target host', () => {
  const document = openDocument(domainWith("<driver name='vhost' queues='4'/>"));

  test('takes the place of the setting, and is named', () => {
    const [problem, ...others] = diagnose(document, forHost(defaultSettings, kvm1));
    assert.deepEqual(others, []);
    assert.equal(
      problem?.message,
      '4 queues are above the 2 that a tap device of kvm1 takes (Linux 6.1.0): it does not start the VM. Ask for at most 2.',
    );
  });

  test('is not known: the setting stays', () => {
    const settings = forHost(defaultSettings, { ...kvm1, tapQueues: undefined });
    assert.deepEqual(settings.queues, defaultSettings.queues);
    assert.deepEqual(diagnose(document, settings), []);
  });
});
