import { describe, test } from 'node:test';
import { assertMistakes, simpleCompact } from './support.ts';

/** Each restriction, broken at `⟦…⟧`; jing says the same of every one of them. */
const broken: readonly (readonly [schema: string, message: string])[] = [
  ['start = ⟦text⟧', 'A document is one element: text cannot be the start.'],
  ['start = ⟦element r { empty }?⟧', 'A document is one element: empty cannot be the start.'],
  ['start = element r { ⟦attribute a⟧ { element b { empty } } }', 'attribute cannot contain element.'],
  ['start = element r { ⟦attribute a⟧ { attribute b { text } } }', 'attribute cannot contain attribute.'],
  ['start = element r { ⟦list⟧ { text } }', 'list cannot contain text.'],
  ['start = element r { ⟦list⟧ { list { xsd:int } } }', 'list cannot contain list.'],
  ['start = element r { ⟦list⟧ { "a" & "b" } }', 'list cannot contain interleave.'],
  ['start = element r { ⟦xsd:int⟧ - text }', 'except cannot contain text.'],
  ['start = element r { ⟦xsd:int⟧ - list { "a" } }', 'except cannot contain list.'],
  [
    'start = element r { ⟦(attribute a { text }, element b { empty })+⟧ }',
    'A group that repeats cannot contain attributes: an element has each attribute once.',
  ],
  [
    'start = element r { ⟦attribute *⟧ { text } }',
    'An attribute with any name must be repeated: oneOrMore or zeroOrMore.',
  ],
  [
    'start = element r { element a { empty }, ⟦xsd:int⟧ }',
    'A value is all the text of its element: no other value, text or element can stand beside it.',
  ],
  ['start = element r { ⟦xsd:int+⟧ }', 'A value cannot repeat: for several in one text there is list.'],
  [
    'start = element r { attribute a { text }, (⟦attribute a⟧ { "b" } | text) }',
    'The attribute a can already stand here: an element has it once.',
  ],
  [
    'start = element r { a, a }  a = ⟦attribute a⟧ { text }',
    'The attribute a can already stand here: an element has it once.',
  ],
  [
    'start = element r { attribute a { text }, ⟦attribute * - b⟧ { text }* }',
    'The attribute a can already stand here: an element has it once.',
  ],
  [
    'start = element r { element a { empty } & (text | ⟦element a⟧ { text }) }',
    'The element a is in two parts of an interleave: nobody can tell which is meant.',
  ],
  [
    'start = element r { element * - b { empty } & ⟦element a⟧ { text } }',
    'The element a is in two parts of an interleave: nobody can tell which is meant.',
  ],
  [
    'start = element r { text & (⟦element a { empty } | text⟧) }',
    'Text is in two parts of an interleave: nobody can tell which is meant.',
  ],
];

const fine: Readonly<Record<string, string>> = {
  'values may be chosen from': 'start = element r { xsd:int | "a" | list { xsd:int+, "b"? } | text }',
  'attributes may stand beside a value': 'start = element r { attribute a { xsd:int }, xsd:int }',
  'what can never match is no mistake':
    'start = element r { (attribute a { text }, attribute a { notAllowed }) | text }',
  'an attribute may be in two parts of a choice':
    'start = element r { (attribute a { "1" }, element b { empty }) | (attribute a { "2" }, text) }',
  'an element may be in two parts of a group':
    'start = element r { element a { empty }, element a { text } }',
  'names that an except leaves out overlap with nothing':
    'start = element r { attribute a { text }, attribute * - a { text }*, (element b { empty } & element * - b { empty }) }',
  'any name outside of a namespace and all names within do not overlap':
    'namespace x = "urn:x" start = element r { element * - x:* { empty } & element x:* { empty } }',
  'unused definitions are not looked at':
    'start = element r { empty }  a = attribute a { attribute b { text } }',
};

describe('the restrictions of the specification', () => {
  for (const [schema, message] of broken)
    test(schema, () => assertMistakes({ 'schema.rnc': schema }, [message]));

  test('one that is broken in a shared definition is said once', () => {
    const schema = `start = element r { a, (element s { a } | element t { a }) }
      a = attribute b { text }, ⟦attribute b⟧ { text }`;
    assertMistakes({ 'schema.rnc': schema }, [
      'The attribute b can already stand here: an element has it once.',
    ]);
  });
});

describe('what no restriction forbids', () => {
  for (const [name, schema] of Object.entries(fine)) test(name, () => void simpleCompact(schema));
});
