import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { installedSchemas, loadBuiltIn, loadSchema } from '../../server/src/node/schemas.ts';
import { type Completion, completions, defaultSettings, openDocument } from '../../server/src/service.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { accepted, completionsAt, unmarked } from '../support/completing.ts';

const builtIn = loadBuiltIn();
const settings = { ...defaultSettings, schema: builtIn, builtIn: loadBuiltIn };

const domain = (devices: string, type = 'kvm') => `<domain type='${type}'>
  <name>vm-1</name>
  <memory unit='GiB'>4</memory>
  <vcpu>4</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <devices>
    ${devices}
  </devices>
</domain>
`;

const at = (marked: string, given = settings) => completionsAt(marked, given);

/** Labels in the order of an editor's list, required ones with a `!`. */
function labels(marked: string, given = settings): string[] {
  return [...at(marked, given)]
    .sort((a, b) => (a.sortText < b.sortText ? -1 : 1))
    .map(({ label, detail, kind }) => (kind !== 'snippet' && detail ? `${label}!` : label));
}

function one(marked: string, label: string, given = settings): Completion {
  const found = at(marked, given);
  const [completion, ...others] = found.filter((each) => each.label === label);
  assert.ok(completion, `${label} is not among ${found.map((each) => each.label)}`);
  assert.deepEqual(others, []);
  return completion;
}

/** The text after accepting what is labelled so, without placeholders. */
function accept(marked: string, label: string, given = settings): string {
  return accepted(unmarked(marked).text, one(marked, label, given));
}

/** As a snippet. */
function snippet(marked: string, label: string): string {
  const found = completionsAt(marked, settings, true).find((each) => each.label === label);
  assert.ok(found);
  return found.edit.newText;
}

describe('elements', () => {
  test('a half-typed tag becomes the element with what it needs', () =>
    assert.equal(
      accept(domain('<interf|'), 'interface'),
      domain("<interface type='network'>\n      \n    </interface>"),
    ));

  for (const [typed, marked] of Object.entries({
    'an opened tag': '<|',
    'no tag yet': '|',
    'the name without a tag': 'contr|',
    'a closed tag': '<contr|>',
    'an empty tag': '<contr|/>',
    'a pair of tags': '<contr|></contr>',
    'a wrong sibling before': '<disk><wrong></disk>\n    <contr|',
  }))
    test(`in place of ${typed}`, () => {
      const result = accept(domain(marked), 'controller');
      assert.match(result, /<controller type='scsi'\/>/);
      assert.deepEqual(parseXml(result.replace('<wrong>', '')).problems, []);
    });

  test('required ones first, then by name; what is there and may not repeat is left out', () => {
    assert.deepEqual(labels("<domain type='kvm'><os>|</os></domain>").slice(0, 3), ['type!', 'acpi', 'bios']);
    assert.ok(!labels("<domain type='kvm'><os><type>hvm</type><bios/>|</os></domain>").includes('bios'));
  });

  test('by the kind of the element around', () => {
    assert.ok(labels(domain("<interface type='bridge'>|</interface>")).includes('virtualport'));
    assert.ok(!labels(domain("<interface type='user'>|</interface>")).includes('virtualport'));
  });

  test('a tag that has attributes or content only gets another name, in both tags', () =>
    assert.equal(
      accept(domain("<cont|roller type='scsi'>\n      <driver queues='4'/>\n    </controller>"), 'interface'),
      domain("<interface type='scsi'>\n      <driver queues='4'/>\n    </interface>"),
    ));

  test('placeholders offer the values', () =>
    assert.equal(
      snippet(domain("<interface type='network'><drive|"), 'driver'),
      "driver queues='$" + "{1|4,1,2,8|}'/>",
    ));

  test('in a document on one line: on that line', () =>
    assert.equal(
      accept("<domain type='kvm'><devices>|</devices></domain>", 'console'),
      "<domain type='kvm'><devices><console type='pty'></console></devices></domain>",
    ));

  test('with the quotes and line ends of the document', () =>
    assert.equal(
      accept('<domain type="kvm">\r\n  <devices>\r\n    <interf|\r\n  </devices>\r\n</domain>', 'interface'),
      '<domain type="kvm">\r\n  <devices>\r\n    <interface type="network">\r\n      \r\n    </interface>\r\n  </devices>\r\n</domain>',
    ));

  test('of a namespace that is not declared yet', () =>
    assert.equal(
      accept("<domain type='kvm'>\n  <qemu:comm|\n</domain>", 'qemu:commandline').split('\n')[0],
      "<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>",
    ));
});

describe('end tags', () => {
  for (const [typed, marked] of Object.entries({
    'with `</` typed': '</|',
    'with a part of the name': '</inter|',
    'with all of it': '</inter|>',
    'with `<` typed': '<|',
    'with nothing typed': '|',
  }))
    test(`of the element that has none, ${typed}`, () =>
      assert.equal(
        accept(domain(`<interface type='network'>\n    ${marked}`), '</interface>'),
        domain("<interface type='network'>\n    </interface>"),
      ));

  test('none where all are closed', () =>
    assert.deepEqual(labels(domain("<interface type='user'></|</interface>")), []));
});

describe('attributes', () => {
  test('those not given, required ones first', () =>
    assert.deepEqual(labels(domain("<interface type='network'><source |/></interface>")), [
      'network!',
      'bridge',
      'portgroup',
      'portid',
    ]));

  for (const [where, marked, expected] of [
    ['in a half-typed tag', '<driver que|', "<driver queues='4'"],
    ['before the end of the tag', '<driver |/>', "<driver queues='4'/>"],
    ['between others', "<driver name='vhost' | rss='on'/>", "<driver name='vhost' queues='4' rss='on'/>"],
    ['right before another', "<driver |rss='on'/>", "<driver queues='4' rss='on'/>"],
    ['in place of a name', "<driver qu|='3'/>", "<driver queues='3'/>"],
  ] as const)
    test(where, () => {
      const inside = (driver: string) =>
        domain(`<interface type='network'>\n      ${driver}\n    </interface>`);
      assert.equal(accept(inside(marked), 'queues'), inside(expected));
    });

  test('nothing right behind a value, nor behind the tag', () => {
    assert.deepEqual(labels(domain("<controller type='usb'|/>")), []);
  });
});

describe('values', () => {
  for (const [where, marked, expected] of [
    ['between quotes', "<interface type='|'/>", "<interface type='bridge'/>"],
    ['in place of another', "<interface type='net|work'/>", "<interface type='bridge'/>"],
    ['without quotes', '<interface type=|/>', "<interface type='bridge'/>"],
    ['half typed without quotes', '<interface type=br|/>', "<interface type='bridge'/>"],
    ['without the closing quote', "<interface type='br|", "<interface type='bridge'"],
  ] as const)
    test(where, () => assert.equal(accept(domain(marked), 'bridge'), domain(expected)));

  const value = (marked: string, given = settings) => at(domain(marked), given).map(({ label }) => label);

  test('numbers of queues: what the settings recommend for the vCPUs first', () =>
    assert.deepEqual(value("<interface type='network'><driver queues='|'/></interface>"), [
      '4',
      '1',
      '2',
      '8',
    ]));

  test('names that the document has, and the host', () => {
    const host = {
      name: 'kvm1',
      libvirtVersion: '9.0.0',
      networks: ['default', 'lab'],
      bridges: ['br7'],
      pools: ['fast'],
      machineTypes: { x86_64: ['pc-q35-7.2', 'q35'] },
      cpuModels: ['Skylake-Server', 'EPYC'],
      tapQueues: undefined,
    };
    const other = "<interface type='network'><source network='dmz'/></interface>";
    const here = "<interface type='network'><source network='|'/></interface>";
    assert.deepEqual(value(other + here), ['dmz', 'default']);
    assert.deepEqual(value(other + here, { ...settings, host }), ['dmz', 'default', 'lab']);
    assert.deepEqual(
      value("<interface type='bridge'><source bridge='|'/></interface>", { ...settings, host }),
      ['br7', 'br0'],
    );
    const machine = domain('').replace("machine='q35'", "machine='|'");
    assert.deepEqual(labels(machine, { ...settings, host }).slice(0, 2), ['pc-q35-7.2', 'q35']);
    const model = domain('').replace('<devices>', '<cpu><model>|</model></cpu><devices>');
    assert.deepEqual(labels(model, { ...settings, host }), ['Skylake-Server', 'EPYC']);
  });

  test('names that are free', () => {
    const disks = "<disk><target dev='vda' bus='virtio'/></disk><disk><target dev='sda' bus='sata'/></disk>";
    assert.deepEqual(value(`${disks}<disk><target dev='|' bus='virtio'/></disk>`), ['vdb']);
    assert.deepEqual(value(`${disks}<disk><target dev='|' bus='scsi'/></disk>`), ['sdb']);
    assert.deepEqual(value(`${disks}<disk><target dev='|'/></disk>`), ['vdb', 'sdb', 'hda']);
    assert.deepEqual(
      value(
        "<interface type='ethernet'><target dev='tap0'/></interface><interface type='ethernet'><target dev='|'/></interface>",
      ),
      ['tap1'],
    );
  });

  test('ids of iothreads, and indexes of controllers', () => {
    const text = domain("<disk><driver name='qemu' iothread='|'/></disk>").replace(
      '<os>',
      '<iothreads>3</iothreads><os>',
    );
    assert.deepEqual(labels(text), ['1', '2', '3']);
    const controllers = "<controller type='scsi' index='0'/><controller type='scsi' index='3'/>";
    assert.deepEqual(value(`${controllers}<controller type='scsi' index='|'/>`), ['1']);
    assert.deepEqual(
      value(
        `${controllers}<disk><target dev='sda' bus='scsi'/><address type='drive' controller='|'/></disk>`,
      ),
      ['0', '3'],
    );
  });

  test('PCI addresses that are free: a port of its own before the root', () => {
    const ports = [1, 2]
      .map((index) => `<controller type='pci' model='pcie-root-port' index='${index}'/>`)
      .join('');
    const used =
      "<interface type='user'><address type='pci' bus='0x01' slot='0x00' function='0x0'/></interface>";
    assert.deepEqual(value(`${ports}${used}<rng model='virtio'><address type='pci' bus='|'/></rng>`), [
      '0x02',
      '0x00',
      '0',
    ]);
    assert.match(
      accept(domain(`${ports}${used}<rng model='virtio'>|</rng>`), 'address pci'),
      /<address type='pci' domain='0x0000' bus='0x02' slot='0x00' function='0x0'\/>/,
    );
  });

  test('a MAC address and a UUID that nobody has', () => {
    assert.deepEqual(
      value(
        "<interface type='user'><mac address='52:54:00:0a:ff:ff'/></interface><interface type='user'><mac address='|'/></interface>",
      ),
      ['52:54:00:0b:00:00'],
    );
    const [uuid = ''] = labels(domain('').replace('<memory', '<uuid>|</uuid><memory'));
    assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('of text, in place of what is there', () =>
    assert.equal(
      accept("<domain type='kvm'><os><type>h|</type></os></domain>", 'xen'),
      "<domain type='kvm'><os><type>xen</type></os></domain>",
    ));

  test('a number without its unit is in KiB', () => {
    assert.deepEqual(labels("<domain type='kvm'><memory unit='GiB'>|</memory></domain>")[0], '4');
    assert.deepEqual(labels("<domain type='kvm'><memory>|</memory></domain>")[0], '4194304');
  });
});

describe('whole devices', () => {
  test('a network card with as many queues as vCPUs', () =>
    assert.equal(
      accept(domain('<|'), 'interface network virtio multi-queue'),
      domain(`<interface type='network'>
      <source network='default'/>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>`),
    ));

  test('vhost-net is for KVM guests only', () =>
    assert.match(
      accept(domain('<|', 'qemu'), 'interface network virtio multi-queue'),
      /<driver queues='4'\/>/,
    ));

  test('vhost-user brings the shared memory that it needs, once', () => {
    const result = accept(domain('<vh|'), 'interface vhost-user multi-queue');
    assert.match(
      result,
      /<\/memory>\n {2}<memoryBacking>\n {4}<source type='memfd'\/>\n {4}<access mode='shared'\/>\n {2}<\/memoryBacking>\n/,
    );
    const again = result.replace('</devices>', '|</devices>');
    assert.equal(one(again, 'interface vhost-user multi-queue').alsoEdits, undefined);
  });

  test('a whole domain in an empty file', () => {
    for (const marked of ['|', '<|', 'dom|', '<dom|']) {
      const result = accept(marked, 'domain kvm multi-queue');
      assert.deepEqual(builtIn.check(parseXml(result)), []);
    }
  });

  for (const [name, schema] of Object.entries({
    'the built-in grammar': builtIn,
    ...(existsSync(installedSchemas)
      ? { 'libvirt’s schema': loadSchema({ origin: 'installed', path: installedSchemas }).schema }
      : {}),
  }))
    test(`${name} accepts every one of them as it is inserted`, () => {
      const given = { ...settings, schema };
      const wholes = [...at(domain('|'), given), ...at('|', given)].filter(({ kind }) => kind === 'snippet');
      assert.ok(wholes.length > 12);
      for (const { label } of wholes) {
        const result = accept(label.startsWith('domain ') ? '|' : domain('|'), label, given);
        const document = parseXml(result);
        assert.deepEqual(document.problems, [], label);
        assert.deepEqual(schema.check(document), [], label);
      }
    });
});

describe('no completion', () => {
  for (const [where, marked] of Object.entries({
    'in a comment': domain('<!-- <| -->'),
    'in CDATA': domain('<![CDATA[<|]]>'),
    'in a processing instruction': '<?xml |?><domain/>',
    'in an unclosed comment': domain('<!-- <disk |'),
    'in another kind of document': '<network><|</network>',
  }))
    test(where, () => assert.deepEqual(labels(marked), []));

  test('after a space in an indentation, or a slash in a path', () => {
    const triggered = (marked: string, trigger: string) => {
      const { text, offset } = unmarked(marked);
      return completions(openDocument(text), { offset, trigger, takesSnippets: true }, settings).length;
    };
    assert.equal(triggered(domain(' |'), ' '), 0);
    assert.equal(triggered(domain("<disk><source file='/|'/></disk>"), '/'), 0);
    assert.ok(triggered(domain('<disk |/>'), ' ') > 0);
    assert.ok(triggered(domain('<interface type=|/>'), '=') > 0);
  });
});

describe('documentation', () => {
  test('of elements, attributes and whole devices, from the built-in grammar', () => {
    assert.match(one(domain('<|'), 'interface').documentation() ?? '', /^A network card of the VM/);
    const whole = one(domain('<|'), 'interface network virtio multi-queue').documentation() ?? '';
    assert.match(
      whole,
      /^Network card on a libvirt network[\s\S]*```xml\n<interface type='network'>[\s\S]*A network card of the VM/,
    );
    assert.match(
      one(domain("<interface type='network'><driver |"), 'queues').documentation() ?? '',
      /^Number of queue pairs/,
    );
  });
});

test('never throws, wherever the cursor stands in whatever is left of a document', () => {
  const text = domain('<interface type=\'network\'><!-- c --><source network="a"/><![CDATA[x]]></interface>');
  for (let cut = 0; cut <= text.length; cut++) {
    const document = openDocument(text.slice(0, cut));
    completions(document, { offset: cut, takesSnippets: true }, settings);
    completions(openDocument(text), { offset: cut, takesSnippets: true }, settings);
    completions(openDocument(text.slice(cut)), { offset: 0, takesSnippets: true }, settings);
  }
});
