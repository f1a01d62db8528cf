import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '../../server/src/xml/parser.ts';
import { anyMarkup, assertTiles, domainText, mutated } from './support.ts';

let libxml2: typeof import('libxml2-wasm');

before(async () => {
  libxml2 = await import('libxml2-wasm');
});

/** libxml2's level for what makes a document not well-formed. */
const FATAL = 3;

/** Undefined when libxml2 only complained about namespaces: then it no longer looks at what follows the root. */
function libxml2Refuses(text: string): boolean | undefined {
  try {
    libxml2.XmlDocument.fromString(text, { option: libxml2.ParseOption.XML_PARSE_NO_XXE }).dispose();
    return false;
  } catch (error) {
    if (!(error instanceof libxml2.XmlParseError)) throw error;
    const isFatal = error.details.length === 0 || error.details.some(({ level }) => Number(level) === FATAL);
    return isFatal || undefined;
  }
}

function assertSameVerdict(text: string): void {
  const { problems } = parseXml(text);
  const refused = libxml2Refuses(text);
  const codes = problems.map(({ code }) => code);
  if (refused !== undefined) assert.equal(problems.length > 0, refused, `${JSON.stringify(text)}: ${codes}`);
}

describe('a document is refused exactly when libxml2, which reads it for libvirt, refuses it', () => {
  const samples: Record<string, string[]> = {
    declarations: [
      "<?xml version='1.0'?><a/>",
      "<?xml version = '1.1' ?><a/>",
      "<?xml version='1.'?><a/>",
      "<?xml version='2.0'?><a/>",
      "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><a/>",
      "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
      "<?xml version='1.0'encoding='UTF-8'?><a/>",
      "<?xml encoding='UTF-8'?><a/>",
      '<?xml?><a/>',
      "<?xml version='1.0' standalone='maybe'?><a/>",
      " <?xml version='1.0'?><a/>",
      "\uFEFF<?xml version='1.0'?><a/>",
      "<a><?xml version='1.0'?></a>",
    ],
    'document types': [
      '<!DOCTYPE a><a/>',
      '<!DOCTYPE a[]><a/>',
      "<!DOCTYPE a SYSTEM 'x' [ ] ><a>&elsewhere;</a>",
      "<!DOCTYPE a PUBLIC 'x' 'y'><a/>",
      "<!DOCTYPE a PUBLIC 'x'><a/>",
      '<!DOCTYPE a SYSTEM><a/>',
      '<!DOCTYPE><a/>',
      '<!DOCTYPEa><a/>',
      '<!doctype a><a/>',
      '<!DOCTYPE a b><a/>',
      "<!DOCTYPE a [<!ENTITY e ']>'>]><a>&e;</a>",
      '<!DOCTYPE a [<!-- ]> --><?p ]> ?>]><a/>',
      '<!DOCTYPE a [%pe;]><a>&elsewhere;</a>',
      "<!DOCTYPE a [<!ENTITY % pe 'x'>]><a>&pe;</a>",
      '<!DOCTYPE a [<a/>',
      '<!DOCTYPE a><!DOCTYPE a><a/>',
      '<a/><!DOCTYPE a>',
      '<a><!DOCTYPE a></a>',
    ],
    characters: [
      '<a>\uFEFF\u0085\u007F</a>',
      '<a>\uFFFE</a>',
      '<a>\u0001</a>',
      '<a>&#9;&#x10FFFF;&#00065;</a>',
      '<a>&#0;</a>',
      '<a>&#xD800;</a>',
      '<a>&#x110000;</a>',
      '<a>&#65</a>',
      '<a>&#;&#x;</a>',
      '<a>\u{10000}</a>',
      '<\u{10000}/>',
      '<\u00B7a/>',
      '<a\u0300\u00B7/>',
      "<a\u00A0b='1'/>",
    ],
    markup: [
      '',
      ' \n',
      'text',
      '<a/>text',
      '<a/><a/>',
      '<![CDATA[x]]><a/>',
      '<a><![CDATA[<&]]]]></a>',
      '<a>]]></a>',
      "<a b=']]>' c='>'/>",
      '<!-- - -- --><a/>',
      '<!-- ---><a/>',
      '<!--><a/>-->',
      '<!----><a/>',
      '<a><!-- <b> & --></a>',
      '<? a?><a/>',
      '<?a?><a/>',
      '<?a+b?><a/>',
      '<?a <b> & ?><a/>',
      '<a/ >',
      '<a></a >',
      '<a></ a>',
      '<a></a b>',
      "<a b='1'c='2'/>",
      "<a b='1' b='2'/>",
      '<a b = \'1\'\n\tc\r\n="2"/>',
      '<A></a>',
    ],
  };
  for (const [name, texts] of Object.entries(samples)) {
    test(name, () => texts.forEach(assertSameVerdict));
  }

  test('at the limit of nesting', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    assertSameVerdict(nested(256));
    assertSameVerdict(nested(257));
    assertSameVerdict(`${'<a>'.repeat(256)}<b/>${'</a>'.repeat(256)}`);
  });

  test('domains with a few characters changed', () => {
    fc.assert(fc.property(mutated(domainText), assertSameVerdict), { numRuns: 3000 });
  });

  test('pieces of markup in any order', () => {
    fc.assert(fc.property(anyMarkup, assertSameVerdict), { numRuns: 3000 });
    fc.assert(
      fc.property(anyMarkup, (inner) => assertSameVerdict(`<a>${inner}</a>`)),
      { numRuns: 3000 },
    );
  });
});

const corpus = path.join(import.meta.dirname, '../../../shared/corpus/domain');
const whySkipped = existsSync(corpus)
  ? false
  : `there is no corpus of libvirt's own test documents at ${corpus}`;

describe("libvirt's own test documents", { skip: whySkipped }, () => {
  const texts = () =>
    readdirSync(corpus)
      .filter((file) => file.endsWith('.xml'))
      .map((file) => readFileSync(path.join(corpus, file), 'utf8'));

  test('every one is well-formed and read without loss', () => {
    for (const text of texts()) {
      const document = parseXml(text);
      assert.deepEqual(document.problems, []);
      assertTiles(document);
    }
  });

  test('changed at random, each is refused exactly when libxml2 refuses it', () => {
    fc.assert(fc.property(mutated(fc.constantFrom(...texts())), assertSameVerdict), { numRuns: 1000 });
  });
});
