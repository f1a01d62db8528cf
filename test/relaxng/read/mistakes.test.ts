import { describe, test } from 'node:test';
import { assertMistakes, type Files, xmlGrammar } from './support.ts';

const xsd = 'http://www.w3.org/2001/XMLSchema-datatypes';

/** Schemas whose mistake stands in `⟦…⟧`, and what is said about it. */
type Rows = readonly (readonly [schema: string, message: string])[];

function each(rows: Rows, files: (schema: string) => Files): void {
  for (const [schema, message] of rows) test(message, () => assertMistakes(files(schema), [message]));
}

describe('mistakes in compact syntax', () => {
  each(
    [
      ['start = element r { ⟦}⟧', 'Expected here is a pattern, not }.'],
      ['start = element r ⟦(⟧ text )', 'Expected here is {, not (.'],
      ['start = element r { text⟦⟧', 'The file ends where } is expected.'],
      ['start = element r { text } ⟦}⟧', 'Expected here is the end, not }.'],
      ['start ⟦element⟧ r { text }', 'Expected here is =, not element.'],
      ['start = element r { a, b ⟦|⟧ c }', ', and | do not mix: put brackets around one.'],
      ['start = element r { ⟦xsd:int - "1"⟧, text }', 'xsd:int - … needs brackets around it here.'],
      [
        'start = r  ⟦text⟧ = element r { empty }',
        'text is a word of the language: as a name it is written \\text.',
      ],
      [
        'start = element r { ⟦"⟧a }',
        'This text is never closed: a quote is missing. Texts of several lines take three.',
      ],
      ['start = element r { ⟦%⟧ }', "The character '%' means nothing here."],
      ['start = element r { "⟦\\x{D800}⟧" }', 'There is no character of this number.'],
      ['start = element ⟦x:r⟧ { empty }', "No namespace has the prefix 'x' here."],
      [
        'start = element r { ⟦d:int⟧ }',
        "No datatype library has the prefix 'd': add a line: datatypes d = …",
      ],
      [
        'namespace x = "a" namespace ⟦x⟧ = "b" start = text',
        'This is declared twice: remove one declaration.',
      ],
      ['start = element r { text ⟦## late⟧\n }', 'A ## comment stands before a pattern or a definition.'],
    ],
    (schema) => ({ 'schema.rnc': schema }),
  );
});

describe('mistakes in XML syntax', () => {
  each(
    [
      ['<start><element name="r">⟦<txet/>⟧</element></start>', '<txet> cannot stand inside <element>.'],
      ['<start><element name="r">⟦words⟧<empty/></element></start>', 'No text may stand inside <element>.'],
      ['<start>⟦<element name="r">⟧</element></start>', '<element> needs something inside.'],
      ['<start><element name="r">⟦<ref/>⟧</element></start>', '<ref> needs the attribute name.'],
      [
        '<start><element name="r" ⟦nam⟧="s"><empty/></element></start>',
        '<element> has no attribute nam in RELAX NG.',
      ],
      ['<start><element name="⟦1st⟧"><empty/></element></start>', "'1st' is not a name."],
      ['<start><element name="⟦y:r⟧"><empty/></element></start>', "No namespace has the prefix 'y' here."],
      [
        '<start>⟦<element>⟧<empty/></element></start>',
        '<element> needs a name: an attribute name, or a name class inside.',
      ],
      [
        '<start><element name="r"><attribute name="a"><text/>⟦<text/>⟧</attribute></element></start>',
        'An attribute has one pattern inside; group several.',
      ],
      [
        '⟦<start>⟧<element name="r"><empty/></element><text/></start>',
        '<start> has one pattern inside; make several a choice.',
      ],
      [
        '<start><element name="r"><empty/></element></start><define name="a" combine="⟦group⟧"><empty/></define>',
        "Definitions combine as choice or interleave, not as 'group'.",
      ],
    ],
    (schema) => ({ 'schema.rng': xmlGrammar(schema) }),
  );

  each(
    [
      [
        '<⟦html⟧/>',
        'This is no RELAX NG schema: <html> is no pattern in http://relaxng.org/ns/structure/1.0.',
      ],
      ['<⟦grammar⟧>', 'The element <grammar> is never closed: add </grammar>.'],
      [
        '<!DOCTYPE element [<!ENTITY e "r">]><element name="⟦&e;⟧" xmlns="http://relaxng.org/ns/structure/1.0"/>',
        'Entities are not expanded in schemas: write what &e; stands for.',
      ],
    ],
    (schema) => ({ 'schema.rng': schema }),
  );
});

describe('mistakes that both syntaxes can hold', () => {
  each(
    [
      ['⟦a⟧ = element r { empty }', 'The grammar has no start.'],
      ['start = element r { ⟦a⟧ }', 'a is not defined.'],
      ['start = element r { ⟦parent a⟧ }  a = text', 'a is not defined in the grammar around this one.'],
      [
        'start = element r { a }  a = text  ⟦a⟧ = empty',
        'a is defined twice: say in one of the two how they combine, or remove one.',
      ],
      [
        'start = element r { a }  a |= text  ⟦a⟧ &= empty',
        'a is combined as interleave here and as choice before: choose one.',
      ],
      ['start = element r { a }  a = b?  b = (text, ⟦a⟧)', 'a refers to itself with no element in between.'],
      ['start = element r { ⟦xsd:integre⟧ }', `The datatype library ${xsd} has no type integre.`],
      [
        'datatypes d = "urn:d" start = element r { ⟦d:int⟧ }',
        `There is no datatype library urn:d here, but ${xsd}.`,
      ],
      ['start = element r { ⟦xsd:int "one"⟧ }', "'one' is not a value of the type int."],
      [
        'start = element r { token { ⟦length = "1"⟧ } }',
        `The built-in type token has no parameters; those of ${xsd} have.`,
      ],
      [
        'start = element r { xsd:int { length = ⟦"1"⟧ } }',
        'The parameter length does not go with the type int.',
      ],
      [
        'start = element r { xsd:int { maxInclusive = ⟦"lots"⟧ } }',
        "The bound 'lots' is not a value of the type it is for.",
      ],
      [
        'start = element r { xsd:string { maxLength = ⟦"-1"⟧ } }',
        "The value of maxLength must be a whole number, not '-1'.",
      ],
      [
        'start = element r { xsd:string { whiteSpace = ⟦"collapse"⟧ } }',
        'There is no parameter whiteSpace of datatypes in RELAX NG.',
      ],
      ['start = element r { xsd:string { pattern = ⟦"a(b"⟧ } }', 'This ( is never closed.'],
      [
        'start = element r { ⟦attribute xmlns⟧ { text } }',
        'xmlns declares namespaces: it cannot be described as an attribute.',
      ],
      ['start = ⟦element * - *⟧ { text }', 'What is excepted from a name class cannot be any name.'],
    ],
    (schema) => ({ 'schema.rnc': schema }),
  );

  test('a mistake in a pattern facet is at its very character, where that stands as it is', () => {
    const schema = (pattern: string) =>
      xmlGrammar(
        `<start><element name="r"><data type="string"><param name="pattern">${pattern}</param></data></element></start>`,
      );
    assertMistakes({ 'a.rng': schema('a⟦(⟧b') }, ['This ( is never closed.']);
    assertMistakes({ 'a.rng': schema('⟦&#97;(b⟧') }, ['This ( is never closed.']);
  });

  test('definitions that nothing uses are read too, but may refer to themselves', () => {
    assertMistakes({ 'a.rnc': 'start = element r { empty }  a = a  b = ⟦c⟧' }, ['c is not defined.']);
  });
});
