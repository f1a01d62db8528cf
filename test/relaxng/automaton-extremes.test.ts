import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Pattern } from '../../server/src/relaxng/grammar.ts';
import { Automaton, isValid, validate } from '../../server/src/relaxng/index.ts';
import { parseXml } from '../../server/src/xml/parser.ts';
import type { XmlDocument, XmlElement } from '../../server/src/xml/tree.ts';
import {
  attribute,
  choice,
  element,
  grammar,
  group,
  interleave,
  numeric,
  oneOrMore,
  optional,
  zeroOrMore,
} from './grammars.ts';

describe('hostile schemas and documents', () => {
  test('ten thousand elements in each other: no deeper than the heap', () => {
    const nested = element('e');
    nested.content = optional(nested);
    const automaton = new Automaton(grammar(nested));
    assert.deepEqual(validate(automaton, tower(10_000, 'e')), []);
    const [problem] = validate(automaton, tower(10_000, 'f'));
    assert.equal(problem?.kind, 'unknown-element');
  });

  test('an interleave with exponentially many ways through it is given up, in one problem', () => {
    const parts = Array.from({ length: 30 }, (_, at) => optional(group(element('a'), element(`b${at}`))));
    const automaton = new Automaton(grammar(element('r', interleave(...parts))));
    const document = parseXml(`<r>${'<a/>'.repeat(15)}</r>`);
    assert.equal(isValid(automaton, document), false);
    assert.deepEqual(validate(automaton, document), [{ kind: 'schema-too-complex', start: 1, end: 2 }]);
    assert.ok(isValid(automaton, parseXml('<r><a/><b7/></r>')), 'a small document is still judged');
  });

  test('repetition within repetition within repetition', () => {
    let pattern: Pattern = element('a');
    for (let depth = 0; depth < 80; depth++)
      pattern = depth % 2 ? oneOrMore(group(pattern, optional(element('b')))) : choice(pattern, element('c'));
    const automaton = new Automaton(grammar(element('r', pattern)));
    assert.equal(isValid(automaton, parseXml('<r><a/><b/><a/><c/></r>')), true);
    assert.equal(isValid(automaton, parseXml('<r><b/></r>')), false);
  });

  test('a group of ten thousand elements', () => {
    const members = Array.from({ length: 10_000 }, (_, at) => optional(element(`e${at}`)));
    const automaton = new Automaton(grammar(element('r', group(...members))));
    assert.equal(isValid(automaton, parseXml('<r><e0/><e9999/></r>')), true);
    assert.equal(isValid(automaton, parseXml('<r><e9999/><e0/></r>')), false);
  });

  test('thousands of mistakes: the first thousand are told', () => {
    const automaton = new Automaton(grammar(element('r', element('a'))));
    assert.equal(validate(automaton, parseXml(`<r>${'<x/>'.repeat(5000)}</r>`)).length, 1000);
  });

  test('forgetting what was built changes no verdict', () => {
    const automaton = new Automaton(grammar(element('r', zeroOrMore(element('e', attribute('n', numeric))))));
    automaton.forget();
    assert.equal(isValid(automaton, parseXml('<r><e n="1"/></r>')), true);
    automaton.forget();
    assert.equal(isValid(automaton, parseXml('<r><e n="x"/></r>')), false);
  });
});

test('the work grows with the document, the automaton with the schema', () => {
  let asked = 0;
  const counting = (text: string) => {
    asked++;
    return text !== '';
  };
  const long = {
    ...numeric,
    type: { name: 'long', library: 'x', params: [], allows: counting, equals: () => false },
  } as Pattern;
  const device = element(
    'device',
    attribute('name', long),
    interleave(optional(element('a')), optional(element('b'))),
  );
  const automaton = new Automaton(grammar(element('r', zeroOrMore(device))));
  const work = (devices: number) => {
    asked = 0;
    const each = `<device name="${'longer than what is remembered '.repeat(3)}"><b/><a/></device>`;
    assert.ok(isValid(automaton, parseXml(`<r>${each.repeat(devices)}</r>`)));
    return { asked, steps: automaton.steps };
  };
  const first = work(100);
  const second = work(100);
  const third = work(10_000);
  assert.equal(first.asked, 100);
  assert.equal(third.asked, 10_000);
  assert.ok(first.steps > second.steps);
  assert.equal(third.steps, second.steps);
});

/** Elements in each other, deeper than the parser lets them be, the innermost with another name. */
function tower(depth: number, innermost: string): XmlDocument {
  const span = { start: 0, end: 0 };
  const make = (name: string, children: readonly XmlElement[]): XmlElement => ({
    kind: 'element',
    name,
    nameSpan: span,
    attributes: [],
    children,
    parent: undefined,
    startTag: span,
    endTag: span,
    selfClosing: false,
    ...span,
  });
  let root = make(innermost, []);
  for (let at = 1; at < depth; at++) root = make('e', [root]);
  return { text: '', children: [root], root, problems: [] };
}
