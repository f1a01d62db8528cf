import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExecError } from '../../client/src/host/exec.ts';
import { parseCapabilities, parseCpuModels, parseNames } from '../../client/src/host/parse/capabilities.ts';
import { parseHostFacts } from '../../client/src/host/parse/hostFacts.ts';
import { probeHost } from '../../client/src/host/probe.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { FakeExec, fails, fixture, prints } from './fakeExec.ts';

describe('capabilities', () => {
  test('machine types by architecture, aliases too, and KVM', () => {
    const { machineTypes, hasKvm } = parseCapabilities(fixture('capabilities.xml'));
    assert.equal(hasKvm, true);
    assert.deepEqual(Object.keys(machineTypes), ['i686', 'x86_64']);
    const machines = machineTypes.x86_64 ?? [];
    assert.deepEqual(machines.slice(0, 3), ['pc-i440fx-7.2', 'pc', 'pc-q35-5.2']);
    assert.ok(machines.includes('q35'));
    assert.equal(new Set(machines).size, machines.length);
  });

  test('of a host without KVM', () => {
    const xml = fixture('capabilities.xml').replaceAll("<domain type='kvm'/>", '');
    assert.equal(parseCapabilities(xml).hasKvm, false);
  });

  test('something else', () =>
    assert.deepEqual(parseCapabilities('error: no'), { hasKvm: false, machineTypes: {} }));

  test('CPU models that the host can give', () =>
    assert.deepEqual(parseCpuModels(fixture('domcapabilities.xml')), ['qemu64', 'qemu32']));
});

test('names, one a line', () => assert.deepEqual(parseNames('default\nlab net\n\n'), ['default', 'lab net']));

test("the kernel's facts", () =>
  assert.deepEqual(parseHostFacts('6.1.0-56-cloud-amd64\n/dev/vhost-net\n/sys/class/net/br0/bridge\n'), {
    kernel: '6.1.0-56-cloud-amd64',
    hasVhostNet: true,
    bridges: ['br0'],
  }));

describe('a host that is asked', () => {
  const uri = 'qemu:///system';
  const answering = () =>
    new FakeExec()
      .on('version', prints(fixture('version.txt')))
      .on('domcapabilities', prints(fixture('domcapabilities.xml')))
      .on('capabilities', prints(fixture('capabilities.xml')))
      .on('net-list', prints('default\n\n'))
      .on('pool-list', prints('images\n\n'));

  test('tells all', async () => {
    const exec = answering().on('uname -r', prints('3.10.0-327.el7.x86_64\n/sys/class/net/br0/bridge\n'));
    const { machineTypes, ...host } = await probeHost(new Virsh(exec, uri), 'kvm1');
    assert.ok((machineTypes.x86_64?.length ?? 0) > 50);
    assert.deepEqual(host, {
      name: 'kvm1',
      libvirtVersion: '9.0.0',
      hypervisor: 'QEMU 7.2.22',
      hasKvm: true,
      hasVhostNet: false,
      networks: ['default'],
      bridges: ['br0'],
      pools: ['images'],
      cpuModels: ['qemu64', 'qemu32'],
      tapQueues: { limit: 8, kernel: '3.10.0-327.el7.x86_64' },
    });
  });

  test('without networks, and no Linux: that stays unknown', async () => {
    const exec = new FakeExec()
      .on('net-list', fails('error: this function is not supported by the connection driver'))
      .on('uname -r', new ExecError('not-found', [], 'sh'))
      .on('version', prints(fixture('version.txt')))
      .on('virsh', prints(''));
    const host = await probeHost(new Virsh(exec, uri), 'kvm1');
    assert.equal(host.networks, undefined);
    assert.equal(host.tapQueues, undefined);
    assert.equal(host.hasVhostNet, undefined);
  });

  test('where libvirt does not answer is a failure', () =>
    assert.rejects(
      probeHost(
        new Virsh(new FakeExec().on('version', fails('error: failed to connect to the hypervisor')), uri),
        'kvm1',
      ),
      /failed to connect/,
    ));
});
