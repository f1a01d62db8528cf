import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Automaton, check, type SchemaProblem, validate } from '../../server/src/relaxng/index.ts';
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
  optional,
  text,
  value,
  zeroOrMore,
} from './grammars.ts';
import { Random } from './random.ts';

/** How many edits, and the seed; the full run is EDITS=100000. */
const edits = Number(process.env.EDITS ?? 3000);
const seed = Number(process.env.SEED ?? 1);

const fileSource = element('source', attribute('file'));
const hostSource = element('source', attribute('host'), optional(element('port', numeric)));
const driver = element('driver', attribute('queues', numeric));
const device = element(
  'device',
  choice(
    group(attribute('type', value('a')), interleave(fileSource, optional(driver))),
    group(attribute('type', value('b')), interleave(optional(hostSource), zeroOrMore(element('note', text)))),
  ),
);
const anything = element({ kind: 'nsName', namespace: 'urn:other', except: undefined });
anything.content = zeroOrMore(choice(text, anything, attribute({ kind: 'anyName', except: undefined })));
const root = element(
  'root',
  optional(attribute('id')),
  element('name', text),
  interleave(zeroOrMore(device), optional(element(name('q', 'urn:q'), numeric)), zeroOrMore(anything)),
);
const automaton = new Automaton(grammar(root));

const start = `<root id="1" xmlns:y="urn:other">
  <name>one</name>
  <device type="a"><source file="x"/><driver queues="4"/></device>
  <device type="b">
    <note>some</note><note>text</note>
    <source host="h"><port>1</port></source>
  </device>
  <q xmlns="urn:q">4</q>
  <x:any xmlns:x="urn:other"><y:any>text</y:any></x:any>
</root>
`;

const pieces = [
  ...[...'<>/="\' a4-!&xq:'],
  '<device type="a">',
  '<device type="b"/>',
  '</device>',
  '<source file="x"/>',
  '<source host="x"><port>1</port></source>',
  '<note>',
  '</note>',
  '<driver queues="4"/>',
  ' type="a"',
  ' xmlns="urn:q"',
  ' xmlns:x="urn:other"',
  '<x:any/>',
  '<name/>',
  '<!-- ',
  ' -->',
  'é😀',
];

/** What turns the same text further on into something else. */
const turns = [
  ['type="a"', 'type="b"'],
  ['type="b"', 'type="a"'],
  ['urn:other', 'urn:q'],
  ['xmlns:y', 'xmlns:z'],
  ['xmlns:z', 'xmlns:y'],
  ['<name>', '<device type="b">'],
  ['</name>', ''],
] as const;

function turned(before: string, random: Random): string {
  const [from, to] = random.one(turns);
  return before.replace(from, to);
}

function editedOnce(before: string, random: Random): string {
  if (random.below(3) === 0) return turned(before, random);
  const at = random.below(before.length + 1);
  const removed = random.one([0, 0, 1, 1, 2, 10, 40]);
  const copied = start.slice(at, at + random.below(60));
  const inserted = random.one([random.one(pieces), random.one(pieces), '', copied]);
  return before.slice(0, at) + inserted + before.slice(at + removed);
}

/** Problems without what leads around in circles: nodes as the place where they stand. */
function plain(problems: readonly SchemaProblem[]): unknown {
  const placed = (key: string, given: unknown) =>
    key !== '' && typeof given === 'object' && given !== null && 'nameSpan' in given
      ? { node: given.nameSpan }
      : given;
  return JSON.parse(JSON.stringify(problems, placed));
}

test('after every edit the check of the edit says what a check of the whole says', () => {
  const random = new Random(seed);
  let xml = start;
  let checked = check(automaton, parseXml(xml));
  for (let edit = 0; edit < edits; edit++) {
    const before = xml;
    // Edits add up to a broken document; from time to time back to a good one, in one edit.
    xml = random.below(5) === 0 ? start : editedOnce(xml, random);
    const document = parseXml(xml);
    checked = check(automaton, document, checked);
    assert.deepEqual(
      plain(checked.problems),
      plain(validate(automaton, document)),
      JSON.stringify({ edit, before, xml }),
    );
  }
});

test('only what was edited is read again', () => {
  const many = '<device type="a"><source file="x"/></device>'.repeat(1000);
  const document = (id: string) => parseXml(`<root id="${id}"><name/>${many}</root>`);
  const first = check(automaton, document('1'));
  const second = check(automaton, document('2'), first);
  const [before, after] = [first.trace?.children ?? [], second.trace?.children ?? []];
  assert.equal(before.length, 1001);
  assert.ok(before.every((trace, at) => trace === after[at]));
});
