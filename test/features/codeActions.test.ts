import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type CodeAction,
  codeActions,
  defaultSettings,
  diagnose,
  openDocument,
  type Settings,
} from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';

/** The actions where `|` stands in the text, and the text without the mark. */
function actionsAt(marked: string, only?: string[], settings: Settings = defaultSettings) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, actions: codeActions(openDocument(text), { start: offset, end: offset }, settings, only) };
}

/** The text after the one action of this kind. */
function afterAction(marked: string, kind: CodeAction['kind'], settings?: Settings): string {
  const { text, actions } = actionsAt(marked, [kind], settings);
  const [action] = actions.filter((each) => each.kind === kind);
  assert.ok(action, `no ${kind} here`);
  const result = applyEdits(text, action.edits);
  assert.deepEqual(diagnose(openDocument(result), defaultSettings), []);
  return result;
}

const domain = (interfaces: string, type = 'kvm') => `<domain type='${type}'>
  <vcpu>4</vcpu>
  <devices>
${interfaces}
  </devices>
</domain>
`;

const enable = 'refactor.rewrite.enableMultiQueue';
const enableOnAll = 'refactor.rewrite.enableMultiQueueOnAll';

describe('enable multi-queue', () => {
  test('inserts the vhost driver right after the model', () =>
    assert.equal(
      afterAction(
        domain(`    <interface type='bridge'>
      <source bridge='br0'/>
      <model type='virtio'/>
      |<address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
    </interface>`),
        enable,
      ),
      domain(`    <interface type='bridge'>
      <source bridge='br0'/>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
      <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
    </interface>`),
    ));

  test('adds the attribute to the driver that is there, and keeps the comments', () =>
    assert.equal(
      afterAction(
        domain(`    <interface type='ethernet'>
      <model type='virtio'/> <!-- fast -->
      <driver name='qemu'/>| <!-- no vhost on purpose -->
    </interface>`),
        enable,
      ),
      domain(`    <interface type='ethernet'>
      <model type='virtio'/> <!-- fast -->
      <driver name='qemu' queues='4'/> <!-- no vhost on purpose -->
    </interface>`),
    ));

  test('corrects the model where that is what is wrong', () =>
    assert.equal(
      afterAction(
        domain(`    <interface type='ethernet'>|
      <model type='e1000'/>
    </interface>`),
        enable,
      ),
      domain(`    <interface type='ethernet'>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>`),
    ));

  test('adds model and driver after the source where both are missing', () =>
    assert.equal(
      afterAction(
        domain(`\t<interface type="network">
\t\t<mac address="52:54:00:6d:71:01"/>
\t\t<source network="default"/>|
\t\t<boot order="1"/>
\t</interface>`),
        enable,
      ),
      domain(`\t<interface type="network">
\t\t<mac address="52:54:00:6d:71:01"/>
\t\t<source network="default"/>
\t\t<model type="virtio"/>
\t\t<driver name="vhost" queues="4"/>
\t\t<boot order="1"/>
\t</interface>`),
    ));

  test('works in an interface that has nothing in it yet', () =>
    assert.equal(
      afterAction(domain("    <interface type='network'|/>"), enable),
      domain(`    <interface type='network'>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>`),
    ));

  test('leaves out the name where libvirt would ignore it', () =>
    assert.equal(
      afterAction(
        domain(
          `    <interface type='network'>
      <model type='virtio'/>|
    </interface>`,
          'qemu',
        ),
        enable,
      ),
      domain(
        `    <interface type='network'>
      <model type='virtio'/>
      <driver queues='4'/>
    </interface>`,
        'qemu',
      ),
    ));

  test('keeps CRLF', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    assert.equal(
      afterAction(
        crlf(domain("    <interface type='network'>\n      <model type='virtio'/>|\n    </interface>")),
        enable,
      ),
      crlf(
        domain(
          "    <interface type='network'>\n      <model type='virtio'/>\n      <driver name='vhost' queues='4'/>\n    </interface>",
        ),
      ),
    );
  });

  for (const [name, interfaces] of Object.entries({
    'an interface that has queues already': `<interface type='ethernet'><model type='virtio'/><driver queues='2'/>|</interface>`,
    'a type that can have one queue only': `<interface type='user'>|<model type='virtio'/></interface>`,
    'a place outside of interfaces': `|<interface type='ethernet'/>`.replace('|', '<disk>|</disk>'),
  }))
    test(`is not offered for ${name}`, () =>
      assert.deepEqual(actionsAt(domain(interfaces), [enable]).actions, []));

  const policies: [Settings['queues']['policy'], number, string][] = [
    ['match-vcpus', 6, '6'],
    ['match-vcpus', 16, '8'],
    ['at-most-4', 16, '4'],
    ['at-most-4', 2, '2'],
    [3, 16, '3'],
    [12, 16, '8'],
  ];
  for (const [policy, vcpus, queues] of policies)
    test(`policy ${policy} with ${vcpus} vCPUs: ${queues} queues`, () => {
      const text = domain("<interface type='ethernet'><model type='virtio'/>|</interface>").replace(
        '<vcpu>4',
        `<vcpu>${vcpus}`,
      );
      const settings = { ...defaultSettings, queues: { max: 8, policy } };
      assert.match(afterAction(text, enable, settings), new RegExp(`queues='${queues}'`));
    });
});

describe('enable multi-queue on all interfaces', () => {
  test('changes every virtio interface with one queue, and no other', () =>
    assert.equal(
      afterAction(
        domain(`    <interface type='ethernet'>|
      <model type='virtio'/>
    </interface>
    <interface type='ethernet'>
      <model type='virtio'/>
      <driver queues='2'/>
    </interface>
    <interface type='ethernet'>
      <model type='e1000'/>
    </interface>
    <interface type='direct'>
      <model type='virtio'/>
      <driver name='vhost'/>
    </interface>`),
        enableOnAll,
      ),
      domain(`    <interface type='ethernet'>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>
    <interface type='ethernet'>
      <model type='virtio'/>
      <driver queues='2'/>
    </interface>
    <interface type='ethernet'>
      <model type='e1000'/>
    </interface>
    <interface type='direct'>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>`),
    ));
});

describe('quick fixes', () => {
  test('stand on the diagnostic they cure, the preferred one first', () => {
    const { actions } = actionsAt(
      domain("<interface type='ethernet'><model type='virtio'/><driver queues='|9'/></interface>"),
      ['quickfix'],
    );
    assert.deepEqual(
      actions.map(({ title, preferred, diagnostic }) => [title, preferred, diagnostic?.code]),
      [
        ['Set queues to 4', true, 'queues-out-of-range'],
        ['Remove queues', false, 'queues-out-of-range'],
        ['Disable queues-out-of-range here', false, 'queues-out-of-range'],
      ],
    );
  });

  test('in a half-typed document', () => {
    const { text, actions } = actionsAt(
      domain("<interface type='ethernet'><model type='virtio'/><driver queues='9|'/></interface><interf"),
      ['quickfix'],
    );
    assert.equal(applyEdits(text, actions[0]?.edits ?? []), text.replace("queues='9'", "queues='4'"));
  });
});
