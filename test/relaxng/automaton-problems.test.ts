import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Automaton, type SchemaProblem, validate } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import {
  attribute,
  choice,
  element,
  grammar,
  group,
  interleave,
  name,
  numeric,
  oneOrMore,
  optional,
  text,
  value,
  zeroOrMore,
} from './grammars.ts';

const driver = element(
  'driver',
  optional(attribute('queues', numeric)),
  optional(attribute('name', choice(value('vhost'), value('qemu')))),
);
const network = group(
  attribute('type', value('network')),
  interleave(element('source', attribute('network')), optional(element('link'))),
);
const bridge = group(
  attribute('type', value('bridge')),
  interleave(element('source', attribute('bridge')), optional(element('port'))),
);
const nic = element('nic', choice(network, bridge), optional(driver));
const disk = element(
  'disk',
  attribute('file'),
  optional(attribute('cache')),
  optional(element('encryption', text)),
);
const boot = element(
  'boot',
  element('kernel', text),
  element('initrd', text),
  optional(element('cmdline', text)),
);
const vcpu = element('vcpu', optional(attribute('current', numeric)), numeric);
const memory = element('memory', numeric);
const extra = element(name('extra', 'urn:extra'));
const devices = element('devices', zeroOrMore(choice(nic, disk)));
const root = element(
  'domain',
  interleave(memory, optional(vcpu), optional(boot), optional(devices), optional(extra)),
);
const automaton = new Automaton(grammar(root));

/**
 * Asserts the problems of a document, each as `kind of marked text` with the parts of it that are named; the document
 * is what stands inside <domain> beside a memory.
 */
function finds(inside: string, ...expected: readonly (readonly [string, Record<string, unknown>])[]): void {
  const xml = inside.startsWith('<domain') ? inside : `<domain><memory>1</memory>${inside}</domain>`;
  const problems = validate(automaton, parseXml(xml));
  assert.deepEqual(
    problems.map(({ kind, start, end }) => `${kind} ${xml.slice(start, end)}`),
    expected.map(([found]) => found),
    xml,
  );
  for (const [at, [, parts]] of expected.entries())
    for (const [part, wanted] of Object.entries(parts))
      assert.deepEqual(shown(problems[at], part), wanted, part);
}

/** A part of a problem with names as they are written and nodes as their names. */
function shown(problem: SchemaProblem | undefined, part: string): unknown {
  const named = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(named);
    if (typeof given !== 'object' || given === null) return given;
    if ('written' in given) return given.written;
    if ('attribute' in given && 'element' in given)
      return `${named(given.element)} ${named(given.attribute)}`;
    return 'name' in given ? given.name : given;
  };
  return named(Object.entries(problem ?? {}).find(([key]) => key === part)?.[1]);
}

const good = '<nic type="network"><source network="n"/></nic>';

describe('elements', () => {
  test('misspelt: what was meant counts as given', () => {
    finds('<domain><memmory>1</memmory></domain>', ['unknown-element memmory', { nearest: 'memory' }]);
    finds('<devices><dsk file="f"/></devices>', [
      'unknown-element dsk',
      { nearest: 'disk', expected: ['disk', 'nic'] },
    ]);
  });

  test('misspelt, and what was meant is there as well: nothing is there twice', () => {
    finds('<vcpus>1</vcpus><vcpu>1</vcpu>', ['unknown-element vcpus', { nearest: 'vcpu' }]);
  });

  test('like nothing: said once, and nothing is said about what is in it or seems missing', () => {
    finds('<devices><printer x="1"><page/></printer></devices>', [
      'unknown-element printer',
      { nearest: undefined },
    ]);
    finds('<boot><kernel/><floppy/></boot>', ['unknown-element floppy', {}]);
  });

  test('in the wrong element: where it belongs; what is in it is checked as if it were there', () => {
    finds('<devices><driver queues="x"/></devices>', ['misplaced-element driver', { belongsIn: ['nic'] }]);
    finds('<devices><vcpu>1</vcpu></devices>', [
      'misplaced-element vcpu',
      { belongsIn: ['domain'], nearest: undefined },
    ]);
    finds('<nic type="network"><source network="n"/></nic>', [
      'misplaced-element nic',
      { belongsIn: ['devices'] },
    ]);
    finds(
      '<nic type="network"><source network="n"/><driver queues="1"/><driver/></nic>',
      ['misplaced-element nic', {}],
      ['duplicate-element driver', {}],
    );
  });

  test('twice', () => {
    finds('<vcpu>1</vcpu><vcpu>2</vcpu>', ['duplicate-element vcpu', { first: 'vcpu' }]);
  });

  test('an attribute around it rules it out: told once for all that it rules out', () => {
    finds(
      '<devices><nic type="network"><source network="n"/><port/><port/></nic></devices>',
      ['misplaced-element port', { blockedBy: 'type', belongsIn: ['nic'], nearest: undefined }],
      ['duplicate-element port', {}],
    );
  });

  test('missing', () => {
    finds('<domain/>', ['missing-element domain', { required: ['memory'] }]);
    finds('<boot><kernel/></boot>', ['missing-element boot', { required: ['initrd'], oneOf: [] }]);
    finds('<devices><nic type="bridge"/></devices>', [
      'missing-element nic',
      { required: ['source'], oneOf: [] },
    ]);
  });

  test('too early: what is missing before it, or what comes too late', () => {
    finds('<boot><initrd/></boot>', ['missing-element boot', { required: ['kernel'] }]);
    finds('<boot><initrd/><kernel/></boot>', ['misplaced-element initrd', { after: 'kernel' }]);
  });

  test('one of two', () => {
    const either = new Automaton(
      grammar(element('r', choice(element('a'), group(element('b'), optional(element('c')))))),
    );
    const found = validate(either, parseXml('<r><a/><c/></r>'));
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['misplaced-element'],
    );
    assert.equal(shown(found[0], 'blockedBy'), 'a');
    const [missing] = validate(either, parseXml('<r/>'));
    assert.deepEqual(shown(missing, 'required'), []);
    assert.deepEqual(shown(missing, 'oneOf'), ['a', 'b']);
  });
});

describe('attributes', () => {
  test('misspelt', () => {
    finds(`<devices><disk fiel="x"/></devices>`, [
      'unknown-attribute fiel',
      { nearest: 'file', expected: ['file', 'cache'] },
    ]);
  });

  test('like nothing: what seems missing may be it', () => {
    finds('<devices><disk x="1"/></devices>', ['unknown-attribute x', { nearest: undefined }]);
  });

  test('in the wrong element', () => {
    finds('<devices><disk file="f" queues="4"/></devices>', [
      'misplaced-attribute queues',
      { belongsIn: ['driver'], nearest: undefined },
    ]);
  });

  test('another attribute rules it out', () => {
    finds('<devices><nic type="network"><source bridge="b"/></nic></devices>', [
      'misplaced-attribute bridge',
      { blockedBy: 'type', belongsIn: ['source'] },
    ]);
    const pci = group(attribute('type', value('pci')), attribute('slot'), optional(attribute('function')));
    const usb = group(attribute('type', value('usb')), attribute('port'));
    const address = new Automaton(grammar(element('address', choice(pci, usb))));
    const found = validate(address, parseXml('<address slot="1" function="2" port="1" type="usb"/>'));
    assert.deepEqual(
      found.map((each) => `${each.kind} ${shown(each, 'attribute')} ${shown(each, 'blockedBy')}`),
      ['misplaced-attribute slot type'],
    );
  });

  test('it needs another one, which is not there', () => {
    const file = group(optional(attribute('type', value('file'))), element('source', attribute('file')));
    const block = group(attribute('type', value('block')), element('source', attribute('dev')));
    const volume = new Automaton(grammar(element('volume', choice(file, block))));
    const [problem] = validate(volume, parseXml('<volume><source dev="/dev/sda"/></volume>'));
    assert.equal(problem?.kind, 'misplaced-attribute');
    assert.equal(shown(problem, 'needs'), 'volume type');
  });

  test('missing', () => {
    finds('<devices><disk/></devices>', ['missing-attribute disk', { required: ['file'], oneOf: [] }]);
    finds('<devices><nic type="network"><source/></nic></devices>', [
      'missing-attribute source',
      { required: ['network'] },
    ]);
  });

  test('missing, with what is in the element left open', () => {
    finds('<devices><nic><source bridge="b"/><port/></nic></devices>', [
      'missing-attribute nic',
      { required: ['type'] },
    ]);
  });
});

describe('values and text', () => {
  test('not one of those listed', () => {
    finds(`<devices><nic type="network"><source network="n"/><driver name="vhosts"/></nic></devices>`, [
      'bad-value vhosts',
      { attribute: 'name', value: 'vhosts', allowed: ['vhost', 'qemu'], nearest: 'vhost', types: [] },
    ]);
  });

  test('a bad value that decides what may follow leaves that open', () => {
    finds('<devices><nic type="tap"><source bridge="b"/><port/></nic></devices>', [
      'bad-value tap',
      { allowed: ['network', 'bridge'], nearest: undefined },
    ]);
  });

  test('not of the type', () => {
    finds(
      '<vcpu current="x">four</vcpu>',
      ['bad-value x', { attribute: 'current' }],
      ['bad-value four', { attribute: undefined, element: 'vcpu', allowed: [] }],
    );
    finds('<vcpu>\n  1 <!-- and --> 2\n</vcpu>', ['bad-value 1 <!-- and --> 2', { element: 'vcpu' }]);
  });

  test('missing and unexpected text', () => {
    finds('<vcpu/>', ['missing-text vcpu', { allowed: [] }]);
    finds('<vcpu></vcpu>', ['missing-text vcpu', {}]);
    finds('<devices>\n  some text\n</devices>', ['unexpected-text some text', { expected: ['nic', 'disk'] }]);
    finds('<devices><disk file="f">text</disk></devices>', [
      'unexpected-text text',
      { expected: ['encryption'] },
    ]);
  });
});

describe('namespaces', () => {
  test('a prefix without declaration', () => {
    finds('<x:extra/>', ['undeclared-prefix x', { namespaces: ['urn:extra'] }]);
    finds('<devices><disk file="f" x:y="1"/></devices>', [
      'undeclared-prefix x',
      { namespaces: [], attribute: 'x:y' },
    ]);
  });

  test('the right name in the wrong namespace', () => {
    finds('<extra/>', ['unknown-element extra', {}]);
    finds('<x:vcpu xmlns:x="urn:extra">1</x:vcpu>', ['unknown-element x:vcpu', { nearest: 'vcpu' }]);
  });
});

test('names are written with the prefix that is in force', () => {
  const [problem] = validate(
    automaton,
    parseXml('<domain xmlns:q="urn:extra"><memory>1</memory><q:extr/></domain>'),
  );
  assert.equal(shown(problem, 'nearest'), 'q:extra');
});

test('while a document is being typed nothing is missing in what is not finished', () => {
  finds('<devices><disk </devices>');
  finds('<devices><nic type="network">');
  finds('<devices><disk file="f" cache= /></devices>');
  finds(`<devices><</devices>`);
});

test('several mistakes, each told', () => {
  finds(
    `<vcpu>four</vcpu><devices>${good}<disk/><nic type="bridge"><source bridge="b" x="1"/></nic></devices><cpu/>`,
    ['bad-value four', {}],
    ['missing-attribute disk', {}],
    ['unknown-attribute x', {}],
    ['unknown-element cpu', { nearest: undefined }],
  );
});

test('a document of another kind', () => {
  finds('<domains><memory>1</memory></domains>', ['unknown-element domains', { nearest: 'domain' }]);
  const [problem] = validate(automaton, parseXml('<html><body/></html>'));
  assert.equal(problem?.kind, 'unknown-element');
  assert.deepEqual(shown(problem, 'expected'), ['domain']);
  assert.deepEqual(validate(automaton, parseXml('')), []);
});

test('repetition needs at least one', () => {
  const list = new Automaton(grammar(element('list', oneOrMore(element('item')))));
  const [problem] = validate(list, parseXml('<list/>'));
  assert.deepEqual(shown(problem, 'required'), ['item']);
});
