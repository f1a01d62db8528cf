import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Pattern } from '../../server/src/relaxng/grammar.ts';
import { Automaton, isValid } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import {
  anyName,
  attribute,
  choice,
  element,
  empty,
  grammar,
  group,
  interleave,
  list,
  name,
  numeric,
  oneOrMore,
  optional,
  text,
  value,
  zeroOrMore,
} from './grammars.ts';

/** Asserts on which of these documents the schema says yes. */
function decides(start: Pattern, { yes, no }: { yes: readonly string[]; no: readonly string[] }): void {
  const automaton = new Automaton(grammar(start));
  const verdict = (xml: string) => isValid(automaton, parseXml(xml));
  for (const xml of yes) assert.equal(verdict(xml), true, `should be valid: ${xml}`);
  for (const xml of no) assert.equal(verdict(xml), false, `should not be valid: ${xml}`);
}

describe('what a schema allows', () => {
  test('a group keeps its order', () => {
    decides(element('r', element('a'), element('b')), {
      yes: ['<r><a/><b/></r>'],
      no: ['<r><b/><a/></r>', '<r><a/></r>', '<r><b/></r>', '<r><a/><b/><b/></r>', '<a/>', ''],
    });
  });

  test('an interleave takes its parts in any order, each as often as it says', () => {
    decides(element('r', interleave(element('a'), optional(element('b')), zeroOrMore(element('c')))), {
      yes: ['<r><a/></r>', '<r><c/><b/><c/><a/></r>', '<r><c/><a/><c/></r>'],
      no: ['<r/>', '<r><a/><a/></r>', '<r><b/><a/><b/></r>', '<r><a/><d/></r>'],
    });
  });

  test('groups inside an interleave keep their own order', () => {
    decides(element('r', interleave(group(element('a'), element('b')), group(element('c'), element('d')))), {
      yes: ['<r><a/><c/><b/><d/></r>', '<r><c/><d/><a/><b/></r>'],
      no: ['<r><b/><c/><a/><d/></r>', '<r><a/><c/><b/></r>'],
    });
  });

  test('repetition', () => {
    decides(element('r', oneOrMore(group(element('a'), optional(element('b'))))), {
      yes: ['<r><a/></r>', '<r><a/><b/><a/><a/><b/></r>'],
      no: ['<r/>', '<r><b/></r>', '<r><a/><b/><b/></r>'],
    });
  });

  test('attributes in any order, each once', () => {
    decides(element('r', attribute('a'), optional(attribute('b'))), {
      yes: ['<r a=""/>', '<r b="" a=""/>'],
      no: ['<r/>', '<r b=""/>', '<r a="" c=""/>'],
    });
  });

  test('the value of one attribute decides what else may come', () => {
    const bridge = group(attribute('type', value('bridge')), element('source', attribute('bridge')));
    const network = group(attribute('type', value('network')), element('source', attribute('network')));
    decides(element('interface', choice(bridge, network)), {
      yes: [
        '<interface type="bridge"><source bridge="br0"/></interface>',
        '<interface type=" network "><source network="default"/></interface>',
      ],
      no: [
        '<interface type="bridge"><source network="default"/></interface>',
        '<interface type="tap"><source bridge="br0"/></interface>',
        '<interface><source bridge="br0"/></interface>',
      ],
    });
  });

  test('an element that may be one of several is decided by what is in it', () => {
    const first = group(element('x', attribute('a')), element('after-a'));
    const second = group(element('x', element('b')), element('after-b'));
    decides(element('r', choice(first, second)), {
      yes: ['<r><x a=""/><after-a/></r>', '<r><x><b/></x><after-b/></r>'],
      no: ['<r><x a=""/><after-b/></r>', '<r><x><b/></x><after-a/></r>', '<r><x/><after-a/></r>'],
    });
  });

  test('attributes inside an interleave and inside a repetition', () => {
    decides(element('r', interleave(element('e'), group(attribute('a'), element('f')), attribute('b'))), {
      yes: ['<r a="" b=""><e/><f/></r>', '<r b="" a=""><f/><e/></r>'],
      no: ['<r a=""><e/><f/></r>', '<r a="" b=""><f/></r>'],
    });
    decides(element('r', oneOrMore(attribute(anyName))), {
      yes: ['<r a="" b="" c=""/>'],
      no: ['<r/>'],
    });
  });

  test('data and values, with white space around', () => {
    decides(element('r', attribute('n', choice(numeric, value('all'))), choice(numeric, value('none'))), {
      yes: [
        '<r n="4"> 4 </r>',
        '<r n=" all "><!-- here -->none<?and here?></r>',
        '<r n="4">1<![CDATA[2]]></r>',
      ],
      no: ['<r n="four">4</r>', '<r n="4">four</r>', '<r n="4"/>', '<r n="">4</r>', '<r n="4">1 2</r>'],
    });
  });

  test('a list of words', () => {
    decides(element('r', list(group(numeric, oneOrMore(value('x'))))), {
      yes: ['<r>1 x</r>', '<r>\n1\tx x\n</r>'],
      no: ['<r>1</r>', '<r/>', '<r>x 1</r>', '<r>1 x y</r>', '<r>1x</r>'],
    });
  });

  test('text stands among elements only where the schema says so; white space always may', () => {
    decides(element('r', element('a'), optional(element('b'))), {
      yes: ['<r>\n  <a> </a>\n</r>'],
      no: ['<r>text<a/></r>', '<r><a/>text</r>', '<r><a>text</a></r>'],
    });
    decides(element('r', interleave(text, zeroOrMore(element('a')))), {
      yes: ['<r>some<a/>text<a/></r>', '<r/>'],
      no: ['<r>some<b/>text</r>'],
    });
  });

  test('empty content is text to a data type that takes it', () => {
    decides(element('r', value('')), {
      yes: ['<r/>', '<r></r>', '<r>  </r>'],
      no: ['<r>x</r>', '<r><a/></r>'],
    });
    decides(element('r', attribute('a', empty)), { yes: ['<r a=""/>', '<r a=" "/>'], no: ['<r a="x"/>'] });
  });

  test('namespaces: by declaration, not by prefix', () => {
    decides(
      element(
        name('r', 'urn:one'),
        element('plain'),
        element(name('q', 'urn:two'), attribute(name('a', 'urn:two'))),
      ),
      {
        yes: [
          '<r xmlns="urn:one"><plain xmlns=""/><q xmlns="urn:two" xmlns:two="urn:two" two:a=""/></r>',
          '<x:r xmlns:x="urn:one" xmlns:y="urn:two"><plain/><y:q y:a=""/></x:r>',
          '<x:r xmlns:x="urn:one"><plain/><x:q xmlns:x="urn:two" x:a=""/></x:r>',
        ],
        no: [
          '<r><plain/><q/></r>',
          '<r xmlns="urn:one"><plain/><q xmlns="urn:two" xmlns:two="urn:two" two:a=""/></r>',
          '<x:r xmlns:x="urn:one" xmlns:y="urn:two"><plain/><y:q a=""/></x:r>',
          '<x:r><plain/></x:r>',
        ],
      },
    );
  });

  test('name classes with wildcards and exceptions', () => {
    const notOne = {
      kind: 'anyName',
      except: { kind: 'nsName', namespace: 'urn:one', except: undefined },
    } as const;
    const notX = { kind: 'nsName', namespace: 'urn:one', except: name('x', 'urn:one') } as const;
    decides(element('r', element(notOne), element(notX)), {
      yes: ['<r><a/><a xmlns="urn:one"/></r>', '<r><a xmlns="urn:two"/><b xmlns="urn:one"/></r>'],
      no: [
        '<r><a xmlns="urn:one"/><a xmlns="urn:one"/></r>',
        '<r><a/><x xmlns="urn:one"/></r>',
        '<r><a/><a/></r>',
      ],
    });
  });

  test('recursion through elements, as deep as a document goes', () => {
    const nested = element('e');
    nested.content = optional(nested);
    const depth = 200;
    decides(nested, {
      yes: [`${'<e>'.repeat(depth)}${'</e>'.repeat(depth)}`],
      no: [`${'<e>'.repeat(depth)}<f/>${'</e>'.repeat(depth)}`],
    });
  });
});
