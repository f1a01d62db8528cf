import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { createSchema, type Schema } from '../../server/src/schema/schema.ts';
import {
  codeActionKinds,
  codeActions,
  defaultSettings,
  diagnose,
  openDocument,
} from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/xml/edit.ts';
import {
  builtInAutomaton,
  corpus,
  corpusFolders,
  libvirtAutomaton,
  libvirtOutputs,
  libvirtSchemas,
} from '../relaxng/libxml2.ts';
import { openAtCursor } from '../support/cursor.ts';

/** Our own grammar, and libvirt's where it is installed. */
const schemas: Schema[] = [createSchema(builtInAutomaton(), 'built-in')];
if (existsSync(path.join(libvirtSchemas, 'domain.rng')))
  schemas.push(createSchema(libvirtAutomaton(), 'libvirt'));

function offered(marked: string, kind: string, isAsked = false) {
  const { document, offset } = openAtCursor(marked);
  const at = { start: offset, end: offset };
  const actions = codeActions(document, at, defaultSettings, isAsked ? [kind] : undefined);
  return { text: document.text, actions: actions.filter((action) => action.kind === kind) };
}

/** Titles of what is offered at the cursor without being asked for. */
function titles(marked: string, kind: string): string[] {
  return offered(marked, kind).actions.map(({ title }) => title);
}

/** The text after the action, which no rule and no schema may find fault with; what was only a hint is one. */
function afterAction(marked: string, kind: string, index = 0): string {
  const { text, actions } = offered(marked, kind);
  const action = actions[index];
  assert.ok(action, `no ${kind} at the cursor`);
  const result = applyEdits(text, action.edits);
  for (const schema of schemas) {
    const found = diagnose(openDocument(result), { ...defaultSettings, schema });
    assert.deepEqual(
      found.filter(({ severity }) => severity !== 'hint'),
      [],
    );
  }
  return result;
}

/** A sound domain; `below` are elements behind `<vcpu>`. */
function domain(devices: string, below = '', vcpu = '<vcpu>4</vcpu>'): string {
  return `<domain type='kvm'>
  <name>vm-1</name>
  <memory unit='GiB'>1</memory>
  ${vcpu}${below}
  <os>
    <type>hvm</type>
  </os>
  <devices>${devices}
  </devices>
</domain>
`;
}

describe('enable multi-queue by every policy', () => {
  const kind = 'refactor.rewrite.enableMultiQueue';
  const nic = (driver: string) => `
    <interface type='network'>
      <source network='default'/>
      <model type='virtio'/>${driver}
    </interface>`;
  const eight = '<vcpu>8</vcpu>';

  test('offers each number that the policies come to', () =>
    assert.deepEqual(titles(domain(nic('|'), '', eight), kind), [
      'Enable multi-queue on this interface with 8 queues',
      'Enable multi-queue on this interface with 4 queues',
    ]));
  test('offers one where they agree', () => assert.equal(titles(domain(nic('|')), kind).length, 1));
  test('the second', () =>
    assert.equal(
      afterAction(domain(nic('|'), '', eight), kind, 1),
      domain(nic("\n      <driver name='vhost' queues='4'/>"), '', eight),
    ));
});

describe('convert to virtio', () => {
  const kind = 'refactor.rewrite.convertToVirtio';
  const nic = (model: string, address = '') => `
    <interface type='network'>
      <source network='default'/>
      <model type='${model}'/>${address}
    </interface>`;

  for (const model of ['e1000', 'e1000e', 'rtl8139', 'pcnet'])
    test(model, () => assert.equal(afterAction(domain(nic(`${model}|`)), kind), domain(nic('virtio'))));

  test('keeps the PCI address', () => {
    const address = "\n      <address type='pci' domain='0x0000' bus='0x00' slot='0x03' function='0x0'/>";
    assert.equal(afterAction(domain(nic('e1000|', address)), kind), domain(nic('virtio', address)));
  });

  for (const [name, marked] of Object.entries({
    'what is virtio': domain(nic('virtio|')),
    'a card on the ISA bus': domain(nic('ne2k_isa|', "<address type='isa' iobase='0x300'/>")),
    'a card with a driver, which nothing reads yet': domain(nic("e1000|'/><driver queues='9")),
    'another hypervisor': domain(nic('e1000|')).replace("'kvm'", "'vbox'"),
  }))
    test(`is not offered for ${name}`, () => assert.deepEqual(titles(marked, kind), []));
});

describe('pin vCPUs one to one', () => {
  const kind = 'refactor.rewrite.pinVcpus';
  const pins = (...cpus: number[]) =>
    cpus.map((cpu, vcpu) => `\n    <vcpupin vcpu='${vcpu}' cpuset='${cpu}'/>`).join('');

  test('makes cputune where there is none', () =>
    assert.equal(
      afterAction(domain('', '', '<vcpu>|2</vcpu>\n  <iothreads>1</iothreads>'), kind),
      domain('', `\n  <cputune>${pins(0, 1)}\n  </cputune>`, '<vcpu>2</vcpu>\n  <iothreads>1</iothreads>'),
    ));

  test('adds what is missing, on host CPUs that are free', () =>
    assert.equal(
      afterAction(
        domain(
          '',
          "\n  <cputune>|\n    <shares>512</shares>\n    <vcpupin vcpu='0' cpuset='1'/>\n    <emulatorpin cpuset='9'/>\n  </cputune>",
          '<vcpu>3</vcpu>',
        ),
        kind,
      ),
      domain(
        '',
        `\n  <cputune>\n    <shares>512</shares>${pins(1, 0, 2)}\n    <emulatorpin cpuset='9'/>\n  </cputune>`,
        '<vcpu>3</vcpu>',
      ),
    ));

  test('takes the host CPUs that the domain may run on', () =>
    assert.equal(
      afterAction(domain('', '', "<vcpu cpuset='4-8,^5'>|4</vcpu>"), kind),
      domain('', `\n  <cputune>${pins(4, 6, 7, 8)}\n  </cputune>`, "<vcpu cpuset='4-8,^5'>4</vcpu>"),
    ));

  for (const [name, marked] of Object.entries({
    'pinned vCPUs': domain('', `\n  <cputune>|${pins(0, 1, 2, 3)}</cputune>`),
    'too few host CPUs': domain('', '', "<vcpu cpuset='1-2'>|4</vcpu>"),
    'CPUs that numad chooses': domain('', '', "<vcpu placement='auto'>|4</vcpu>"),
    'a place without vCPUs': domain('|'),
  }))
    test(`is not offered for ${name}`, () => assert.deepEqual(titles(marked, kind), []));
});

describe('add I/O threads and spread the disks over them', () => {
  const kind = 'refactor.rewrite.addIothreads';
  const disk = (name: string, driver: string) => `
    <disk type='file' device='disk'>${driver && `\n      <driver name='qemu'${driver}/>`}
      <source file='/var/lib/${name}.img'/>
      <target dev='${name}' bus='virtio'/>
    </disk>`;
  const three = (...drivers: [string, string, string]) =>
    drivers.map((driver, index) => disk(`vd${'abc'.charAt(index)}`, driver)).join('');

  test('one for each disk, up to one for each vCPU', () =>
    assert.equal(
      afterAction(domain(three(" type='raw'", '|', ''), '', '<vcpu>2</vcpu>'), kind),
      domain(
        three(" type='raw' iothread='1'", " iothread='2'", " iothread='1'"),
        '\n  <iothreads>2</iothreads>',
        '<vcpu>2</vcpu>',
      ),
    ));

  test('over the threads that are there, those first that have least to do', () =>
    assert.equal(
      afterAction(
        domain(
          three(" type='raw'|", " iothread='1'", ''),
          "\n  <iothreadids>\n    <iothread id='1'/>\n    <iothread id='5'/>\n  </iothreadids>",
        ),
        kind,
      ),
      domain(
        three(" type='raw' iothread='5'", " iothread='1'", " iothread='1'"),
        "\n  <iothreadids>\n    <iothread id='1'/>\n    <iothread id='5'/>\n  </iothreadids>",
      ),
    ));

  for (const [name, marked] of Object.entries({
    'disks that have threads': domain(disk('vda', " iothread='1'|"), '\n  <iothreads>1</iothreads>'),
    'disks of another bus': domain(disk('sda', '|').replace("'virtio'", "'scsi'")),
    'a CD-ROM': domain(disk('vda', '|').replace("device='disk'", "device='cdrom'")),
  }))
    test(`is not offered for ${name}`, () => assert.deepEqual(titles(marked, kind), []));
});

describe('share the memory with vhost-user devices', () => {
  const kind = 'refactor.rewrite.shareMemory';
  const nic = `
    <interface type='vhostuser'>
      <source type='unix' path='/run/vhost.sock' mode='server'/>
      <model type='virtio'/>
      <driver queues='4'/>
    </interface>`;
  const backing = (content: string) => `
  <memoryBacking>${content}
  </memoryBacking>`;
  const shared = backing("\n    <source type='memfd'/>\n    <access mode='shared'/>");
  const withBacking = (content: string) => domain(nic, content);

  test('makes memoryBacking where there is none', () =>
    assert.equal(
      afterAction(domain(nic.replace('<model', '|<model')), kind),
      domain(nic, '').replace('1</memory>', `1</memory>${shared}`),
    ));

  test('keeps huge pages', () =>
    assert.equal(
      afterAction(withBacking(backing('|\n    <hugepages/>')), kind),
      withBacking(backing("\n    <access mode='shared'/>\n    <hugepages/>")),
    ));

  test('is not offered where memory is shared already, or nothing needs it', () => {
    assert.deepEqual(titles(withBacking(backing("|\n    <access mode='shared'/>")), kind), []);
    assert.deepEqual(titles(domain('', backing('|')), kind), []);
  });
});

describe('sort attributes', () => {
  const kind = 'refactor.rewrite.sortAttributes';
  const nic = (driver: string) => `
    <interface type='network'>
      <source network='default'/>
      <model type='virtio'/>
      <driver ${driver}/>
    </interface>`;

  test('as libvirt prints them, each as it is written', () =>
    assert.equal(
      afterAction(domain(nic(`queues = "4"\n  rx_queue_size='512'| name='vhost'`)), kind),
      domain(nic(`name='vhost'\n  rx_queue_size='512' queues = "4"`)),
    ));

  test('of the whole document, from <domain>', () => {
    const marked = domain(nic("queues='4' name='vhost'")).replace(
      "<domain type='kvm'",
      "<domain| id='1' type='kvm'",
    );
    assert.equal(
      afterAction(marked, kind, 1),
      domain(nic("name='vhost' queues='4'")).replace("<domain type='kvm'", "<domain type='kvm' id='1'"),
    );
  });

  const outputs = libvirtOutputs();
  const skip = outputs.length === 0 && 'needs the corpus beside the checkout';
  test('what libvirt printed is sorted', { skip }, () => {
    for (const { file, text } of outputs) {
      const whole = { start: 0, end: text.length };
      const left = codeActions(openDocument(text), whole, defaultSettings, [kind]).flatMap(({ edits }) =>
        edits.map(({ newText }) => newText),
      );
      assert.deepEqual(left, [], file);
    }
  });

  test('leaves elements of others and malformed tags alone', () => {
    assert.deepEqual(
      titles(
        domain('').replace('<name>', "<metadata><a:b| xmlns:a='urn:a' type='1' bus='2'/></metadata><name>"),
        kind,
      ),
      [],
    );
    assert.deepEqual(titles(domain(nic("queues='4' name='vhost|")), kind), []);
  });
});

describe('disable a rule here', () => {
  const at = (line: string, before = '') =>
    domain(`
    <interface type='network'>
      <source network='default'/>
      <model type='virtio'/>${before}
      ${line}
    </interface>`);

  /** The text after the disabling action, and what is still found. */
  function disabled(marked: string, schema = schemas[0]) {
    const { document, offset } = openAtCursor(marked);
    const settings = { ...defaultSettings, ...(schema && { schema }) };
    const action = codeActions(document, { start: offset, end: offset }, settings).find(({ title }) =>
      title.startsWith('Disable '),
    );
    if (action === undefined) return undefined;
    const text = applyEdits(document.text, action.edits);
    return { text, left: diagnose(openDocument(text), settings).map(({ code }) => code) };
  }

  test('by a comment on the line before', () =>
    assert.deepEqual(disabled(at("<driver name='vhost' queues='|9'/>")), {
      text: at(
        "<driver name='vhost' queues='9'/>",
        '\n      <!-- virtqueue-disable-next-line queues-out-of-range -->',
      ),
      left: [],
    }));

  test('in the comment that is there', () =>
    assert.deepEqual(
      disabled(
        at(
          "<driver name='vhost' queues='|9'/>",
          '\n      <!-- virtqueue-disable-next-line vhost-without-kvm -->',
        ),
      ),
      {
        text: at(
          "<driver name='vhost' queues='9'/>",
          '\n      <!-- virtqueue-disable-next-line vhost-without-kvm queues-out-of-range -->',
        ),
        left: [],
      },
    ));

  test('what the schema says, too', () =>
    assert.deepEqual(disabled(at("<driver name='vhost' queues='4' nonsense|='9'/>")), {
      text: at(
        "<driver name='vhost' queues='4' nonsense='9'/>",
        '\n      <!-- virtqueue-disable-next-line schema/unknown-attribute -->',
      ),
      left: [],
    }));

  test('not in the middle of a tag, where no comment can stand', () =>
    assert.equal(disabled(at("<driver name='vhost'\n        queues='|9'/>")), undefined));
});

test('fix all of a rule that finds fault in several places', () => {
  const nics = (first: string, second: string) =>
    domain(
      [first, second]
        .map(
          (queues) => `
    <interface type='network'>
      <source network='default'/>
      <model type='virtio'/>
      <driver name='vhost' queues='${queues}'/>
    </interface>`,
        )
        .join(''),
    );
  const { text, actions } = offered(nics('5|', '6'), 'quickfix');
  const all = actions.find(({ title }) => title === 'Fix all: queues-exceed-vcpus in this file');
  assert.equal(applyEdits(text, all?.edits ?? []), nics('4', '4'));
  assert.deepEqual(
    titles(nics('5|', '4'), 'quickfix').filter((title) => title.startsWith('Fix all')),
    [],
  );
});

test('on any domain: no overlapping edits, and no rule and no schema finds more fault than before', (context) => {
  const schema = schemas.at(-1);
  const settings = { ...defaultSettings, ...(schema && { schema }) };
  const faults = (text: string) => {
    const counted = new Map<string, number>();
    for (const { severity, code } of diagnose(openDocument(text), settings))
      if (severity !== 'hint') counted.set(code, (counted.get(code) ?? 0) + 1);
    return counted;
  };
  const refactorings = codeActionKinds.filter((kind) => kind.startsWith('refactor.'));
  let made = 0;
  for (const { file, text } of corpus().filter((_, index) => index % 4 === 0)) {
    const before = faults(text);
    const whole = { start: 0, end: text.length };
    for (const { title, edits } of codeActions(openDocument(text), whole, defaultSettings, refactorings)) {
      made++;
      for (const [code, count] of faults(applyEdits(text, edits)))
        assert.ok(count <= (before.get(code) ?? 0), `${file}, ${title}: ${code}`);
    }
  }
  context.diagnostic(`${made} refactorings of domains of ${corpusFolders.join(' and ')}`);
  assert.ok(made > 0);
});
