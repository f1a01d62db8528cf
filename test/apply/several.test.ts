import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultPatience } from '../../client/src/apply/clock.ts';
import { applyPlanned, isDone, planAll, type Work } from '../../client/src/apply/several.ts';
import { planForSeveral } from '../../client/src/apply/severalPage.ts';
import { storageIn } from '../../client/src/apply/storage.ts';
import { Virsh } from '../../client/src/host/virsh.ts';
import { defaultSettings } from '../../server/src/service.ts';
import { recorder } from '../host/recorder.ts';
import { domainXml } from './domains.ts';
import { FakeLibvirt } from './fakeLibvirt.ts';

const target = { uri: 'qemu:///system' };
const storage = storageIn('/nowhere');
const work = (subject: string, text: string): Work => ({
  subject,
  request: { text, mode: 'define-only', settings: defaultSettings, target, storage },
});
const renamed = (name: string) =>
  domainXml({ uuid: null }).replace('<name>vm-1</name>', `<name>${name}</name>`);

function tools(host = new FakeLibvirt()) {
  const transcript = recorder();
  return {
    virsh: new Virsh(host, target.uri),
    transcript,
    patience: defaultPatience,
    signal: new AbortController().signal,
    forceOff: async () => 'cancel' as const,
  };
}

describe('plans for several', () => {
  test('refuse the second of two that are about one domain, by its uuid or by its name', async () => {
    const planned = await planAll(
      [
        work('a.xml', domainXml()),
        work('b.xml', domainXml()),
        work('c.xml', renamed('new')),
        work('d.xml', renamed('new')),
        work('e.xml', renamed('other')),
      ],
      () => tools(),
    );
    assert.deepEqual(
      planned.map((each) => ('plan' in each ? each.plan.name : each.message)),
      [
        'vm-1',
        'This is the domain that a.xml is about already.',
        'new',
        'This is the domain that c.xml is about already.',
        'other',
      ],
    );
  });

  test('are one page, with what is left out on top', async () => {
    const left = { subject: 'x', place: 'kvm2', outcome: 'unchanged', message: 'Nothing to do.' } as const;
    const page = planForSeveral(await planAll([work('a.xml', domainXml()), left], () => tools()));
    assert.match(
      page,
      /^! x, kvm2: left out: Nothing to do\.\n1\. vm-1, [^\n]+: store it, leave what runs alone\n\n=+\n\nPlan for "vm-1"/,
    );
  });
});

test('what needed no change is done', () =>
  assert.ok(isDone({ subject: 'x', place: 'kvm2', name: 'x', outcome: 'unchanged', message: '' })));

test('a domain that has changed since its plan is left alone', async () => {
  const host = new FakeLibvirt();
  const domain = host.add({ xml: domainXml(), state: 'shut off' });
  const planned = await planAll([work('a.xml', domainXml({ queues: 4 }))], () => tools(host));
  const changed = domainXml({ queues: 2 });
  domain.stored = changed;
  const [result] = await applyPlanned(planned, { parallel: 1, keepGoing: false }, () => tools(host));
  assert.deepEqual(
    [result?.outcome, result?.message],
    ['refused', '"vm-1" has changed on the host in the meantime: apply again.'],
  );
  assert.equal(domain.stored, changed);
});
