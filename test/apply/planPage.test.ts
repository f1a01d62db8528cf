import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { changesBetween } from '../../client/src/apply/changes.ts';
import { checkDocument } from '../../client/src/apply/document.ts';
import { planApply } from '../../client/src/apply/plan.ts';
import { planPage } from '../../client/src/apply/planPage.ts';
import { defaultSettings } from '../../server/src/service.ts';
import { domainXml, vmUuid } from './domains.ts';

const [written, live] = ['written', 'live'].map((form) =>
  readFileSync(join(__dirname, 'fixtures', `${form}.xml`), 'utf8'),
) as [string, string];

describe('the changes', () => {
  test('name the device by what stays the same', () =>
    assert.deepEqual(changesBetween(live, written.replace("queues='2'", "queues='4'")), [
      { path: 'devices/interface[52:54:00:0d:0e:01]/driver/@queues', from: '2', to: '4' },
    ]));

  test('are none where libvirt only filled something in', () =>
    assert.deepEqual(changesBetween(live, written), []));

  test('show an element that goes by its opening tag', () =>
    assert.deepEqual(changesBetween(domainXml({ queues: 4 }), domainXml()), [
      {
        path: 'devices/interface[52:54:00:76:6d:01]/driver',
        from: "<driver name='vhost' queues='4'>",
        to: undefined,
      },
    ]));

  test('show no password', () =>
    assert.doesNotMatch(
      JSON.stringify(changesBetween(live, written.replace('geheim', 'other'))),
      /geheim|other/,
    ));
});

test('the page tells all of it without colour', () => {
  const document = checkDocument(domainXml({ queues: 4, uuid: null }), defaultSettings);
  assert.ok('domain' in document);
  const plan = planApply(
    document,
    {
      place: 'ssh kvm1',
      version: { libvirt: '9.0.0', hypervisor: 'QEMU 7.2.22' },
      known: {
        uuid: vmUuid,
        name: 'vm-1',
        run: 3,
        state: 'running',
        persistent: true,
        managedSave: false,
        autostart: false,
        isActive: true,
        forms: { live: domainXml({ queues: 2 }), stored: domainXml() },
      },
      nameTaken: false,
      surroundings: { snapshots: 1, neighbours: [], nics: [], sshPath: undefined },
    },
    'persist',
  );
  assert.ok('steps' in plan);
  assert.equal(
    planPage(plan),
    `Plan for "vm-1" on ssh kvm1

uuid: ${vmUuid}
on the host: running, stored
mode: store it and start it

What will be done
-----------------
1. save what the host has now
2. store the document (virsh define)
3. shut the VM down (virsh shutdown) and wait [interrupts service]
4. start the VM (virsh start)

Mind
----
! "vm-1" is running and will be shut down; it is away until it has booted again.
! The running "vm-1" has neither ACPI nor a guest agent: it cannot hear a request to shut down, and you will be asked about force.
! The document has no <uuid>; the host's ${vmUuid} is used.
! The domain has snapshots: 1. Reverting to one brings back the settings of its time.
! The document has no guest agent channel: the queues inside the guest cannot be set or read from here.

Changes to what is stored
-------------------------
+ devices/interface[52:54:00:76:6d:01]/driver: <driver name='vhost' queues='4'>

Changes to what runs
--------------------
~ devices/interface[52:54:00:76:6d:01]/driver/@queues: 2 -> 4`,
  );
});
