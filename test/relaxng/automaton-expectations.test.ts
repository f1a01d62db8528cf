import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ElementPattern } from '../../server/src/relaxng/grammar.ts';
import {
  Automaton,
  attributeDefinitions,
  elementDefinitions,
  expectedAttributes,
  expectedContent,
  expectedValues,
} from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import { attributeAt, elementAt } from '../../server/src/xml/query.ts';
import {
  attribute,
  choice,
  element,
  grammar,
  group,
  interleave,
  numeric,
  optional,
  text,
  value,
  zeroOrMore,
} from './grammars.ts';

const documented = (pattern: ElementPattern, documentation: string): ElementPattern => ({
  ...pattern,
  documentation,
});
const networkSource = documented(element('source', attribute('network')), 'a network');
const bridgeSource = documented(
  element('source', attribute('bridge'), optional(attribute('mode'))),
  'a bridge',
);
const nic = element(
  'nic',
  choice(
    group(
      attribute('type', value('network')),
      interleave(networkSource, optional(element('link', attribute('state')))),
    ),
    group(attribute('type', value('bridge')), interleave(bridgeSource, optional(element('port')))),
  ),
);
const steps = element('steps', element('first'), optional(element('second')), element('third'));
const root = element(
  'root',
  interleave(
    element('name', text),
    optional(element('state', choice(value('on'), value('off'), numeric))),
    optional(steps),
    zeroOrMore(nic),
  ),
);
const automaton = new Automaton(grammar(root));

/** The document and the offset of the `|` in it. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const document = parseXml(marked.replace('|', ''));
  const here = elementAt(document, offset);
  const attributeHere = attributeAt(document, offset);
  return { offset, document, here, attributeHere };
}

/** What may come at the `|`, required names with a `!`. */
function elements(marked: string): string[] {
  const { document, offset } = at(marked);
  return expectedContent(automaton, document, offset).elements.map(
    ({ name, isRequired }) => name.written + (isRequired ? '!' : ''),
  );
}

function attributes(marked: string): string[] {
  const { document, here, attributeHere } = at(marked);
  assert.ok(here);
  return expectedAttributes(automaton, document, here, attributeHere).map(
    ({ name, isRequired }) => name.written + (isRequired ? '!' : ''),
  );
}

describe('elements that may come', () => {
  test('all that are not there yet, before or after', () => {
    assert.deepEqual(elements('<root>|</root>'), ['name!', 'state', 'steps', 'nic']);
    assert.deepEqual(elements('<root><name/>|</root>'), ['state', 'steps', 'nic']);
    assert.deepEqual(elements('<root>|<name/><state>on</state></root>'), ['steps', 'nic']);
  });

  test('in a group: what fits between what is before and after', () => {
    assert.deepEqual(elements('<root><steps>|</steps></root>'), ['first!', 'second', 'third!']);
    assert.deepEqual(elements('<root><steps><first/>|<third/></steps></root>'), ['second']);
    assert.deepEqual(elements('<root><steps>|<third/></steps></root>'), ['first!', 'second']);
  });

  test('by what the element turned out to be', () => {
    assert.deepEqual(elements('<root><nic type="network">|</nic></root>'), ['source!', 'link']);
    assert.deepEqual(elements('<root><nic type="bridge">|</nic></root>'), ['source!', 'port']);
    assert.deepEqual(elements('<root><nic>|</nic></root>'), ['source!', 'link', 'port']);
  });

  test('in what is still being typed, and beside what is wrong', () => {
    assert.deepEqual(elements('<root><nic type="network"><lnik/>|'), ['source!']);
    assert.deepEqual(elements('<root><wrong/><name/>|'), ['state', 'steps', 'nic']);
    assert.deepEqual(elements('<root><wrong>|</wrong></root>'), []);
  });

  test('at the top', () => {
    assert.deepEqual(elements('|'), ['root!']);
    assert.deepEqual(elements('|<root/>'), []);
  });

  test('with where the schema speaks of them', () => {
    const { document, offset } = at('<root><nic type="bridge">|</nic></root>');
    const [source] = expectedContent(automaton, document, offset).elements;
    assert.deepEqual(
      source?.patterns.map(({ documentation }) => documentation),
      ['a bridge'],
    );
  });

  test('text', () => {
    const { document, offset } = at('<root><state>|</state></root>');
    const expected = expectedContent(automaton, document, offset).text;
    assert.deepEqual(expected?.allowed, ['on', 'off']);
    assert.deepEqual(
      expected?.types.map(({ name }) => name),
      ['unsignedInt'],
    );
    assert.equal(expectedContent(automaton, parseXml('<root></root>'), 6).text, undefined);
  });
});

describe('attributes that may come', () => {
  test('those not given, by what the element turned out to be', () => {
    assert.deepEqual(attributes('<root><nic |/></root>'), ['type!']);
    assert.deepEqual(attributes('<root><nic type="bridge"><source |/></nic></root>'), ['bridge!', 'mode']);
    assert.deepEqual(attributes('<root><nic type="bridge"><source mode="x" |/></nic></root>'), ['bridge!']);
  });

  test('at an attribute: that one counts as not given', () => {
    assert.deepEqual(attributes('<root><nic type="bridge"><source mo|de="x"/></nic></root>'), [
      'bridge!',
      'mode',
    ]);
  });

  test('their values', () => {
    const values = (marked: string) => {
      const { document, attributeHere } = at(marked);
      assert.ok(attributeHere);
      return expectedValues(automaton, document, attributeHere);
    };
    assert.deepEqual(values('<root><nic type="|"/></root>')?.allowed, ['network', 'bridge']);
    assert.deepEqual(values('<root><nic type="network|"/></root>')?.allowed, ['network', 'bridge']);
    assert.equal(values('<root><nic typ="|"/></root>'), undefined);
  });
});

describe('where the schema speaks of what is there', () => {
  const documentation = (marked: string) => {
    const { document, here, attributeHere } = at(marked);
    assert.ok(here);
    return attributeHere === undefined
      ? elementDefinitions(automaton, document, here).map((pattern) => pattern.documentation)
      : attributeDefinitions(automaton, document, attributeHere).map(({ name }) => name);
  };

  test('of an element: by its kind, not by its name', () => {
    assert.deepEqual(documentation('<root><nic type="bridge"><sou|rce bridge="b"/></nic></root>'), [
      'a bridge',
    ]);
    assert.deepEqual(documentation('<root><nic type="network"><sou|rce/></nic></root>'), ['a network']);
    assert.deepEqual(documentation('<root><nic><sou|rce bridge="b"/></nic></root>'), ['a bridge']);
    assert.deepEqual(documentation('<root><nic><sou|rce/></nic></root>'), ['a network', 'a bridge']);
    assert.deepEqual(documentation('<root><sou|rce/></root>'), []);
  });

  test('of an attribute: by its value', () => {
    assert.equal(documentation('<root><nic ty|pe="bridge"/></root>').length, 1);
    assert.equal(documentation('<root><nic ty|pe="other"/></root>').length, 2);
    assert.equal(documentation('<root><nic mo|de="x"/></root>').length, 0);
  });
});
