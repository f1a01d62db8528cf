import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CheckedDocument, checkDocument, textToSend } from '../../client/src/apply/document.ts';
import type { HostFacts, KnownDomain } from '../../client/src/apply/facts.ts';
import type { Mode } from '../../client/src/apply/mode.ts';
import { type Plan, planApply } from '../../client/src/apply/plan.ts';
import type { Surroundings } from '../../client/src/apply/surroundings.ts';
import { defaultSettings } from '../../server/src/service.ts';
import { domainXml, vmUuid } from './domains.ts';

const otherUuid = '00000000-0000-4000-8000-000000000001';

function checked(text: string): CheckedDocument {
  const document = checkDocument(text, defaultSettings);
  assert.ok('domain' in document, 'the document has errors');
  return document;
}

function known(facts: Partial<KnownDomain> = {}): KnownDomain {
  const xml = domainXml();
  return {
    uuid: vmUuid,
    name: 'vm-1',
    state: 'shut off',
    persistent: true,
    managedSave: false,
    autostart: false,
    run: undefined,
    isActive: false,
    forms: { live: undefined, stored: xml },
    ...facts,
  };
}

const running = known({
  state: 'running',
  isActive: true,
  forms: { live: domainXml(), stored: domainXml() },
});

interface Around extends Partial<Surroundings> {
  readonly nameTaken?: boolean;
}

function host(domain: KnownDomain | undefined, { nameTaken = false, ...around }: Around = {}): HostFacts {
  const version = { libvirt: '9.0.0', hypervisor: 'QEMU 7.2.22' };
  const surroundings = { snapshots: 0, neighbours: [], nics: [], sshPath: undefined, ...around };
  return { place: 'the test host', version, known: domain, nameTaken, surroundings };
}

function plan(text: string, facts: HostFacts, mode: Mode = 'try-once'): Plan {
  const result = planApply(checked(text), facts, mode);
  assert.ok(!('refused' in result), 'refused' in result ? result.refused : '');
  return result;
}

function refusal(text: string, facts: HostFacts): string {
  const result = planApply(checked(text), facts, 'try-once');
  assert.ok('refused' in result);
  return result.refused;
}

const withAgent = domainXml().replace(
  '</devices>',
  "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices>",
);

describe('the steps', () => {
  test('an unknown domain is just created', () =>
    assert.deepEqual(plan(domainXml(), host(undefined)).steps, ['create']));

  test('a known one is saved first', () =>
    assert.deepEqual(plan(domainXml(), host(known())).steps, ['backup', 'create']));

  test('a running one is shut down', () =>
    assert.deepEqual(plan(domainXml(), host(running)).steps, ['backup', 'shutdown', 'create']));

  test('a paused one cannot be', () =>
    assert.deepEqual(plan(domainXml(), host({ ...running, state: 'paused' })).steps, [
      'backup',
      'force-off',
      'create',
    ]));

  test('storing comes before the downtime', () =>
    assert.deepEqual(plan(domainXml(), host(running), 'persist').steps, [
      'backup',
      'define',
      'shutdown',
      'start',
    ]));

  test('what is only stored interrupts nobody', () =>
    assert.deepEqual(plan(withAgent, host(running), 'define-only').steps, ['backup', 'define']));

  test('the guest alone is set where it runs', () =>
    assert.deepEqual(plan(withAgent, host(running), 'guest-only').steps, ['guest']));

  test('so it is where ssh leads into it, and nobody warns of the agent', () => {
    const access = { via: 'auto', user: 'root', address: undefined, direct: false } as const;
    const way = { access, connect: () => assert.fail('a plan goes nowhere') };
    const made = planApply(checked(domainXml()), host(undefined), 'persist', { way });
    assert.ok('steps' in made);
    assert.deepEqual(made.steps, ['define', 'start', 'guest']);
    assert.ok(!made.warnings.some((warning) => /guest agent/.test(warning)));
  });

  test('with an agent channel the guest is set too', () =>
    assert.deepEqual(plan(withAgent, host(undefined)).steps, ['create', 'guest']));
});

describe('the comparison is with what the plan replaces', () => {
  const two = domainXml({ queues: 2 });
  const changed = { ...running, forms: { live: two, stored: domainXml() } };

  test('a run: what runs', () => assert.equal(plan(two, host(changed)).comparison.patch, ''));

  test('a definition: what is stored', () =>
    assert.notEqual(plan(two, host(changed), 'persist').comparison.patch, ''));
});

describe('the plan warns', () => {
  const cases: [string, RegExp, Plan][] = [
    ['of downtime', /will be shut down/, plan(domainXml(), host(running))],
    ['that a run does not last', /brings back the old settings/, plan(domainXml(), host(known()))],
    ['that a transient domain is forgotten', /transient/, plan(domainXml(), host(undefined))],
    ["that the host's uuid is used", /no <uuid>/, plan(domainXml({ uuid: null }), host(known()))],
    ['that the guest cannot be reached', /no guest agent channel/, plan(domainXml(), host(known()))],
    ['that nothing differs', /already has just this/, plan(domainXml(), host(known()))],
    [
      'that an interface gets a new address',
      /Interfaces without <mac> in the document: 1/,
      plan(domainXml().replace(/<mac.*\/>/, ''), host(known())),
    ],
    [
      'that a password would be lost',
      /opens without one/,
      plan(
        domainXml(),
        host(
          known({ forms: { live: undefined, stored: "<domain><graphics type='vnc' passwd='x'/></domain>" } }),
        ),
      ),
    ],
    [
      'that a domain with autostart starts with the old settings',
      /starts with the host/,
      plan(domainXml(), host(known({ autostart: true }))),
    ],
    [
      'that a guest without ACPI and agent hears nothing',
      /cannot hear a request/,
      plan(domainXml(), host(running)),
    ],
    ['of snapshots', /snapshots: 2/, plan(domainXml(), host(known(), { snapshots: 2 }))],
    [
      'of another domain with the same address',
      /"vm-9" on the same host has the address 52:54:00:76:6d:01/,
      plan(
        domainXml(),
        host(known(), {
          neighbours: [{ name: 'vm-9', nics: [{ device: 'vnet7', mac: '52:54:00:76:6d:01' }] }],
        }),
      ),
    ],
    [
      'of another domain with the same device',
      /"vm-9" on the same host has the device tap9/,
      plan(
        domainXml().replace('<model', "<target dev='tap9'/><model"),
        host(known(), {
          neighbours: [{ name: 'vm-9', nics: [{ device: 'tap9', mac: '52:54:00:00:00:09' }] }],
        }),
      ),
    ],
    [
      'that the ssh connection comes from inside the VM',
      /Your own ssh connection runs through this VM/,
      plan(
        domainXml(),
        host(running, {
          nics: [{ device: 'vnet0', mac: '52:54:00:76:6d:01' }],
          sshPath: { device: 'br0', mac: '52:54:00:76:6d:01' },
        }),
      ),
    ],
    [
      'that the ssh connection comes through its tap',
      /Your own ssh connection runs through this VM/,
      plan(
        domainXml(),
        host(running, {
          nics: [{ device: 'vnet0', mac: '52:54:00:76:6d:01' }],
          sshPath: { device: 'vnet0', mac: undefined },
        }),
      ),
    ],
    [
      'that a stored document waits for the next start',
      /takes effect at the next start/,
      plan(domainXml(), host(running), 'define-only'),
    ],
    [
      'that saved memory is resumed first',
      /managed save/,
      plan(domainXml(), host(known({ managedSave: true })), 'define-only'),
    ],
    [
      'that a transient domain is kept from then on',
      /is transient now; from then on/,
      plan(domainXml(), host({ ...running, persistent: false }), 'persist'),
    ],
  ];
  for (const [what, pattern, { warnings }] of cases) {
    test(what, () => assert.equal(warnings.filter((warning) => pattern.test(warning)).length, 1));
  }

  test('of nothing that is not so', () =>
    assert.deepEqual(plan(withAgent.replace('queues', 'x'), host(known()), 'persist').warnings.length, 0));
});

describe('the plan is refused', () => {
  test('when name and uuid belong to two domains', () =>
    assert.match(refusal(domainXml({ uuid: otherUuid }), host(known())), new RegExp(`uuid ${vmUuid}`)));

  test('when the uuid belongs to another name', () =>
    assert.match(refusal(domainXml({ name: 'vm-2' }), host(known())), /belongs to "vm-1", not to "vm-2"/));

  test('when both are known, but not together', () =>
    assert.match(
      refusal(domainXml({ name: 'vm-2' }), host(known(), { nameTaken: true })),
      /belongs to "vm-1"/,
    ));

  test('when saved memory would be resumed over other disks', () =>
    assert.match(refusal(domainXml(), host(known({ managedSave: true }))), /virsh managedsave-remove/));
});

describe('the text that is sent', () => {
  test('is the document', () => assert.equal(textToSend(checked(withAgent), vmUuid), withAgent));

  test('gets the uuid on a line of its own', () =>
    assert.equal(textToSend(checked(domainXml({ uuid: null })), vmUuid), domainXml()));

  test('gets the uuid in place of an empty one', () => {
    const text = domainXml().replace(vmUuid, '');
    assert.equal(textToSend(checked(text), vmUuid), domainXml());
  });

  test('does not claim an encoding it does not have', () => {
    const text = `\ufeff<?xml version='1.0' encoding='GB18030'?>\n${domainXml({ name: '虚拟机' })}`;
    assert.equal(textToSend(checked(text), vmUuid), `\n${domainXml({ name: '虚拟机' })}`);
  });

  test('keeps comments that libvirt wrote in front', () => {
    const text = `<!--\nWARNING: virsh edit\n-->\n${domainXml()}`;
    assert.equal(textToSend(checked(text), vmUuid), text);
  });

  test('a uuid in another spelling is the same uuid', () => {
    const shouted = domainXml().replace(vmUuid, vmUuid.toUpperCase().replaceAll('-', ''));
    assert.equal(checked(shouted).uuid, vmUuid);
  });
});
