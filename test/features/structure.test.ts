import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  fileLinks,
  folds,
  highlights,
  openDocument,
  selectionSteps,
  tagPair,
} from '../../server/src/service.ts';
import type { Span } from '../../server/src/xml/tree.ts';
import { openAtCursor } from '../support/cursor.ts';

/** The text with brackets around the spans. */
function marked(text: string, spans: readonly Span[]): string {
  return [...spans]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (all, { start, end }) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`,
      text,
    );
}

describe('folding', () => {
  /** `FIRST-LAST` line of each fold, from 1, with its kind. */
  const lines = (text: string) => {
    const line = (offset: number) => text.slice(0, offset).split('\n').length;
    return folds(openDocument(text))
      .map(
        ({ start, end, kind, keepsLastLine }) =>
          [line(start), line(end) - (keepsLastLine ? 1 : 0), kind] as const,
      )
      .filter(([first, last]) => last > first)
      .map(([first, last, kind]) => `${first}-${last}${kind ? ` ${kind}` : ''}`);
  };

  test('an element to before its end tag', () => {
    assert.deepEqual(lines('<domain>\n<os>\n<type/>\n</os>\n</domain>'), ['1-4', '1-4', '2-3', '2-3']);
    assert.deepEqual(lines('<domain><os>\n</os></domain>'), []);
  });

  test('a start tag of several lines, and what follows it', () => {
    assert.deepEqual(lines("<a\n  b=''\n  c=''/>"), ['1-3']);
    assert.deepEqual(lines("<a\n  b=''>\n  text\n</a>"), ['1-3', '2-3']);
  });

  test('comments, and regions between them', () => {
    assert.deepEqual(lines('<a>\n<!-- #region net -->\n<b/>\n<!-- #endregion -->\n</a>'), [
      '1-4',
      '1-4',
      '2-4 region',
    ]);
    assert.deepEqual(lines('<!--\nlicence\n-->\n<a/>'), ['1-3 comment']);
    assert.deepEqual(lines('<!-- #endregion -->\n<!-- #region -->\n<a/>'), []);
  });

  test('what has no end yet, to the end', () =>
    assert.deepEqual(lines('<a>\n  <b>\n    <c'), ['1-3', '2-3']));
});

describe('growing a selection', () => {
  const steps = (text: string) => {
    const { document, offset } = openAtCursor(text);
    return selectionSteps(document, offset).map(({ start, end }) => document.text.slice(start, end));
  };

  test('from a value to the document', () => {
    assert.deepEqual(steps("<a>\n  <b c='1' d='x|y'/>\n</a>\n"), [
      'xy',
      "'xy'",
      "d='xy'",
      "c='1' d='xy'",
      "<b c='1' d='xy'/>",
      "\n  <b c='1' d='xy'/>\n",
      "<a>\n  <b c='1' d='xy'/>\n</a>",
      "<a>\n  <b c='1' d='xy'/>\n</a>\n",
    ]);
  });

  test('from a name over its tag, from text over its element', () => {
    assert.deepEqual(steps('<a><b>x</b|></a>'), ['b', '</b>', '<b>x</b>', '<a><b>x</b></a>']);
    assert.deepEqual(steps('<a> te|xt </a>'), ['text', ' text ', '<a> text </a>']);
    assert.deepEqual(steps('<a><!-- n|o --><b/></a>'), [
      '<!-- no -->',
      '<!-- no --><b/>',
      '<a><!-- no --><b/></a>',
    ]);
  });

  test('each step holds the one before, wherever it starts and whatever is typed', () => {
    for (const text of [
      '<a b=\'1\'c="2"><d>x</d> y<!-- z --><e/></a>',
      "<a b='1",
      '<a></b>',
      '<',
      '',
      "x<a =''/>",
    ])
      for (let offset = 0; offset <= text.length; offset++) {
        let last: Span = { start: offset, end: offset };
        for (const step of selectionSteps(openDocument(text), offset)) {
          assert.ok(step.start <= last.start && last.end <= step.end, `${offset} in ${text}`);
          assert.ok(step.end - step.start > last.end - last.start, `${offset} in ${text}`);
          last = step;
        }
      }
  });
});

describe('the pair of tags', () => {
  const pair = (text: string) => {
    const { document, offset } = openAtCursor(text);
    return marked(document.text, tagPair(document, offset));
  };

  test('is both names, from either', () => {
    assert.equal(pair('<domain><o|s><type/></os></domain>'), '<domain><[os]><type/></[os]></domain>');
    assert.equal(pair('<domain><os></os|></domain>'), '<domain><[os]></[os]></domain>');
  });

  test('is none where a tag is missing, misspelt or closes itself', () => {
    for (const text of [
      '<o|s>',
      '<o|s/>',
      '<o|s></oss>',
      '<o|s></o>',
      '<os a|="1"></os>',
      '<os>|</os>',
      '<|',
    ])
      assert.equal(pair(text), text.replace('|', ''));
  });

  test('is highlighted', () => {
    const { document, offset } = openAtCursor('<domain><o|s></os></domain>');
    assert.equal(marked(document.text, highlights(document, offset)), '<domain><[os]></[os]></domain>');
  });
});

describe('links to files', () => {
  for (const expected of [
    "<disk><source file='[/srv/a b.qcow2]'/></disk>",
    "<disk><source dev='[/srv/lv]'/></disk>",
    "<disk><source dev='/dev/vg/lv'/></disk>",
    "<disk><source file='relative.img'/></disk>",
    "<disk><source file='/srv/&amp;.img'/></disk>",
    "<os><loader readonly='yes'>[/usr/share/OVMF/OVMF_CODE.fd]</loader><nvram template='[/usr/share/x.fd]'>\n[/var/x.fd]\n</nvram></os>",
    '<os><kernel>[/boot/vmlinuz]</kernel><initrd>[/boot/initrd]</initrd><cmdline>/not/a/file</cmdline></os>',
    "<filesystem><source dir='/srv/share'/></filesystem>",
    "<disk><source file='[/srv/half",
    '<kernel>/',
  ])
    test(expected, () => {
      const text = `<domain>${expected.replaceAll(/[[\]]/g, '')}`;
      const links = fileLinks(openDocument(text));
      assert.equal(marked(text, links), `<domain>${expected}${expected.includes('half') ? ']' : ''}`);
    });
});
