import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readForms } from '../../client/src/apply/hostForms.ts';
import { Virsh, VirshError } from '../../client/src/host/virsh.ts';
import { openDocument } from '../../server/src/service.ts';
import { domainXml, vmUuid } from './domains.ts';
import { FakeLibvirt } from './fakeLibvirt.ts';

const asked = (host: FakeLibvirt, text: string) =>
  readForms(vmUuid, openDocument(text), new Virsh(host, 'qemu:///system'));

describe('what a host has of a domain', () => {
  test('is one form while the VM is off', async () => {
    const host = new FakeLibvirt();
    host.add({ xml: domainXml(), state: 'shut off' });
    const document = domainXml({ queues: 4 });
    assert.deepEqual(await asked(host, document), { stored: domainXml(), live: undefined });
  });

  test('are two while it runs', async () => {
    const host = new FakeLibvirt();
    host.add({ xml: domainXml(), live: domainXml({ queues: 2 }) });
    assert.deepEqual(await asked(host, domainXml({ queues: 4 })), {
      stored: domainXml(),
      live: domainXml({ queues: 2 }),
    });
  });

  test('is what runs where nothing is stored', async () => {
    const host = new FakeLibvirt();
    host.add({ xml: domainXml(), transient: true });
    assert.deepEqual(await asked(host, domainXml()), { stored: undefined, live: domainXml() });
  });

  test('is asked for without passwords, and one in the document is no difference', async () => {
    const graphics = "<devices>\n    <graphics type='vnc' passwd='geheim'/>";
    const document = domainXml().replace('<devices>', graphics);
    const host = new FakeLibvirt();
    host.add({ xml: document.replace('geheim', 'of-the-host') });
    assert.deepEqual(await asked(host, document), { stored: document, live: document });
    assert.ok(host.calls.every((argv) => !argv.includes('--security-info')));
  });

  test('a host that does not answer is told of', async () => {
    const host = new FakeLibvirt();
    host.add({ xml: domainXml() });
    host.refuses.dumpxml = 'internal error: client socket is closed';
    await assert.rejects(asked(host, domainXml()), VirshError);
  });
});

test('the list of domains says which run, which are paused and which are not stored', async () => {
  const host = new FakeLibvirt();
  host.add({ xml: domainXml({ name: 'off', uuid: uuid(1) }), state: 'shut off' });
  host.add({ xml: domainXml({ name: 'active', uuid: uuid(2) }) });
  host.add({ xml: domainXml({ name: '--all; $(reboot)', uuid: uuid(3) }), state: 'paused', transient: true });
  const list = await new Virsh(host, 'qemu:///system').listing();
  assert.deepEqual(list, [
    { uuid: uuid(1), name: 'off', power: 'off', persistent: true },
    { uuid: uuid(2), name: 'active', power: 'running', persistent: true },
    { uuid: uuid(3), name: '--all; $(reboot)', power: 'paused', persistent: false },
  ]);
});

function uuid(number: number): string {
  return `6f1f3b0e-6c0a-4a51-9d6e-0d2c1b7a4e0${number}`;
}
