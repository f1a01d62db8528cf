import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Datatype, Pattern, ValueContext } from '../../../server/src/relaxng/grammar.ts';
import { readFiles } from './support.ts';

const context: ValueContext = { resolvePrefix: (prefix) => (prefix === 'p' ? 'urn:p' : undefined) };

/** The datatype, written as in compact syntax. */
function datatype(written: string): Datatype {
  const { grammar, errors } = readFiles({ 'a.rnc': `element r { ${written} }` });
  assert.deepEqual(errors, []);
  const content: Pattern | undefined = grammar?.elements[0]?.content;
  assert.ok(content?.kind === 'data' || content?.kind === 'value');
  return content.type;
}

/** Which texts a type allows and which not; xmllint and jing decide the same, but for what is said below. */
const lexical: Readonly<Record<string, { yes: readonly string[]; no: readonly string[] }>> = {
  string: { yes: ['', ' a\n'], no: [] },
  token: { yes: ['', ' a '], no: [] },
  'xsd:language': { yes: ['en', 'en-US', ' zh-Hans '], no: ['', 'english-verylongpart', 'e1'] },
  'xsd:Name': { yes: ['a', ':a', 'a:b', '_1', 'é'], no: ['', '1a', '-', 'a b'] },
  'xsd:NCName': { yes: ['a', ' a ', 'a.b-c'], no: ['', 'a:b', '1', 'a b'] },
  'xsd:NMTOKEN': { yes: ['1a', '-', 'a:b'], no: ['', 'a b', '+'] },
  'xsd:NMTOKENS': { yes: ['1 -  a'], no: ['', ' ', 'a +'] },
  'xsd:ID': { yes: ['a'], no: ['1'] },
  'xsd:IDREFS': { yes: ['a b'], no: ['a 1', ''] },
  'xsd:QName': { yes: ['p:a'], no: ['a', 'q:a', 'p:a:b', ':a', ''] },
  'xsd:boolean': { yes: ['true', '0', ' 1 '], no: ['TRUE', 'yes', ''] },
  'xsd:anyURI': {
    yes: ['', 'a b', 'http://x/?q#f', '%20', 'http://[::1]/'],
    no: ['%zz', 'a#b#c', '1:b', 'http://['],
  },
  'xsd:hexBinary': { yes: ['', 'ab', 'AB01'], no: ['a', '0g'] },
  // xmllint passes over what is no digit of base 64, against XML Schema part 2, 3.2.16.
  'xsd:base64Binary': { yes: ['', 'YWJj', 'Y W J j', 'YQ=='], no: ['YWJ', 'YR==', '-', 'YQ'] },
  'xsd:decimal': { yes: ['1.', '.5', '-1.50', '+0'], no: ['', '.', '1e3', '0x1', 'INF'] },
  // xmllint takes numbers of up to 24 digits only.
  'xsd:integer': { yes: ['-1', '+007', '123456789012345678901234567890'], no: ['1.', '', '+'] },
  'xsd:nonNegativeInteger': { yes: ['0', '-0', '+1'], no: ['-1'] },
  'xsd:positiveInteger': { yes: ['1'], no: ['0'] },
  'xsd:negativeInteger': { yes: ['-1'], no: ['0', '-0'] },
  'xsd:nonPositiveInteger': { yes: ['0', '-1'], no: ['1'] },
  'xsd:long': {
    yes: ['9223372036854775807', '-9223372036854775808'],
    no: ['9223372036854775808', '-9223372036854775809'],
  },
  'xsd:int': { yes: ['2147483647', '-2147483648'], no: ['2147483648'] },
  'xsd:short': { yes: ['32767'], no: ['32768'] },
  'xsd:byte': { yes: ['127', '-128'], no: ['128'] },
  // jing takes a sign, as XML Schema 1.1 does; xmllint, which libvirt goes by, does not.
  'xsd:unsignedLong': {
    yes: ['18446744073709551615', '007'],
    no: ['18446744073709551616', '+1', '-0', '-1'],
  },
  'xsd:unsignedInt': { yes: ['4294967295'], no: ['4294967296', '+1'] },
  'xsd:unsignedShort': { yes: ['65535'], no: ['65536'] },
  'xsd:unsignedByte': { yes: ['255'], no: ['256'] },
  // xmllint takes an exponent without digits.
  'xsd:float': { yes: ['1', '.5e-3', 'INF', '-INF', 'NaN'], no: ['1e', 'nan', '+INF', ''] },
  'xsd:double': { yes: ['1E+5'], no: ['0x1'] },
  'xsd:duration': {
    yes: ['P1Y', 'P1Y2M3DT4H5M6.7S', '-PT1S'],
    no: ['P', 'PT', 'P1YT', 'P1H', 'P1.5D', 'P-1D'],
  },
  'xsd:dateTime': {
    yes: [
      '2002-01-01T00:00:00',
      '2002-01-01T24:00:00',
      '2002-01-01T00:00:00.5+14:00',
      '-0001-01-01T00:00:00Z',
    ],
    no: ['2002-01-01', '2002-01-01T25:00:00', '2002-01-01T24:00:01', '2002-01-01T00:00:00+14:01'],
  },
  'xsd:date': {
    yes: ['2004-02-29', '2000-02-29', '12002-01-01', '2002-01-01Z'],
    no: ['2002-02-29', '1900-02-29', '2002-13-01', '2002-1-1', '0000-01-01', '02002-01-01'],
  },
  'xsd:time': { yes: ['12:00:00', '24:00:00', '12:00:00.1Z'], no: ['12:60:00', '12:00', '24:00:01'] },
  'xsd:gYearMonth': { yes: ['2002-05'], no: ['2002-13'] },
  'xsd:gYear': { yes: ['2002', '-0044Z'], no: ['0000', '02'] },
  'xsd:gMonthDay': { yes: ['--12-31', '--02-29'], no: ['--02-30', '--04-31'] },
  'xsd:gDay': { yes: ['---31'], no: ['---32'] },
  'xsd:gMonth': { yes: ['--05'], no: ['--05--', '--13'] },
};

/** The same for types with parameters. */
const facets: typeof lexical = {
  'xsd:string { length = "2" }': { yes: ['ab', '😀😀', ' a'], no: ['a', 'abc'] },
  'xsd:token { maxLength = "2" }': { yes: ['  ab  ', ''], no: ['abc'] },
  'xsd:NMTOKENS { minLength = "2" }': { yes: ['a b'], no: ['abc'] },
  'xsd:hexBinary { length = "2" }': { yes: ['abcd'], no: ['ab'] },
  'xsd:base64Binary { length = "3" }': { yes: ['YWJj', 'Y W J j'], no: ['YQ=='] },
  'xsd:decimal { totalDigits = "3" }': { yes: ['123', '0123', '12.30', '0.012'], no: ['1234', '12.34'] },
  'xsd:decimal { fractionDigits = "1" }': { yes: ['1.5', '1.50', '1'], no: ['1.25'] },
  'xsd:decimal { minInclusive = "1.5" maxExclusive = "2" }': {
    yes: ['1.50', '1.99999'],
    no: ['1.49', '2', '-1.7'],
  },
  'xsd:int { minExclusive = "-2" maxInclusive = "10" }': { yes: ['-1', '9', '10'], no: ['-2', '11', '-10'] },
  'xsd:unsignedLong { minInclusive = "9999999999999999999" }': {
    yes: ['10000000000000000000'],
    no: ['9999999999999999998'],
  },
  'xsd:float { maxInclusive = "1" }': { yes: ['1', '-INF'], no: ['1.1', 'INF', 'NaN'] },
  'xsd:dateTime { minInclusive = "2002-01-01T00:00:00Z" }': {
    yes: ['2002-01-01T01:00:00+01:00', '2002-01-02T00:00:00'],
    no: ['2001-12-31T23:59:59Z', '2002-01-01T00:00:00'],
  },
  'xsd:duration { maxInclusive = "P1M" }': { yes: ['P1M', 'P27D'], no: ['P28D', 'P30D', 'P32D'] },
  'xsd:string { pattern = "[a-c]+" pattern = ".b." }': { yes: ['abc'], no: ['aac', 'xbx'] },
  'xsd:token { pattern = "a b" }': { yes: [' a \n b '], no: ['ab'] },
};

describe('which texts a datatype allows', () => {
  for (const [written, { yes, no }] of Object.entries({ ...lexical, ...facets })) {
    test(written, () => {
      const type = datatype(written);
      for (const text of yes) assert.equal(type.allows(text, context), true, `should allow '${text}'`);
      for (const text of no) assert.equal(type.allows(text, context), false, `should not allow '${text}'`);
    });
  }
});

describe('which texts are the same value', () => {
  const rows: Readonly<Record<string, { same: readonly string[]; other: readonly string[] }>> = {
    'string "a b"': { same: ['a b'], other: ['a  b', ' a b'] },
    '" a  b "': { same: ['a b', '\ta\nb'], other: ['ab'] },
    'xsd:normalizedString "a b"': { same: ['a\tb'], other: ['a  b'] },
    'xsd:decimal "1.0"': { same: ['1', '+01.00'], other: ['1.01', '-1'] },
    'xsd:boolean "true"': { same: ['1'], other: ['0', 'yes'] },
    'xsd:float "NaN"': { same: ['NaN'], other: ['1'] },
    'xsd:float "16777217"': { same: ['16777216'], other: ['16777218'] },
    'xsd:hexBinary "ab"': { same: ['AB'], other: ['ac'] },
    'xsd:base64Binary "YWJj"': { same: ['Y W J j'], other: ['YWJk'] },
    'xsd:dateTime "2002-01-01T12:00:00Z"': {
      same: ['2002-01-01T13:00:00+01:00', '2002-01-01T12:00:00.0Z'],
      other: ['2002-01-01T12:00:00', '2002-01-01T12:00:00.1Z'],
    },
    'xsd:duration "P1Y"': { same: ['P12M', 'P1Y0D'], other: ['P365D'] },
    'xsd:NMTOKENS "a b"': { same: ['a   b'], other: ['b a', 'a'] },
    'xsd:QName "xml:a"': { same: ['x:a'], other: ['p:a', 'x:b'] },
  };
  const inDocument: ValueContext = {
    resolvePrefix: (prefix) =>
      prefix === 'x' ? 'http://www.w3.org/XML/1998/namespace' : context.resolvePrefix(prefix),
  };
  for (const [written, { same, other }] of Object.entries(rows)) {
    test(written, () => {
      const content = readFiles({ 'a.rnc': `element r { ${written} }` }).grammar?.elements[0]?.content;
      assert.ok(content?.kind === 'value');
      const isSame = (text: string) => content.type.equals(content.value, content.context, text, inDocument);
      for (const text of same) assert.equal(isSame(text), true, `should be the same: '${text}'`);
      for (const text of other) assert.equal(isSame(text), false, `should not be the same: '${text}'`);
    });
  }
});
