import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../server/src/xml/parser.ts';
import type { SyntaxProblem } from '../../server/src/xml/tree.ts';
import { assertTiles, outline } from './support.ts';

/**
 * One broken document: below each line with a mistake stands a line that marks it with `^` (`|` where nothing but a
 * place is wrong) and names the problem and its data; `tree` is what is read nevertheless.
 */
export function recovers(name: string, marked: string, tree: string): void {
  test(name, () => {
    const { text, expected } = unmark(marked);
    const document = parseXml(text);
    assert.deepEqual(
      document.problems.map((problem) => describeProblem(text, problem)),
      expected,
    );
    assert.equal(outline(document.children), unindent(tree));
    assertTiles(document);
  });
}

function unmark(marked: string): { text: string; expected: string[] } {
  const lines: string[] = [];
  const expected: string[] = [];
  for (const line of unindent(marked).split('\n').slice(0, -1)) {
    const mark = /^( *)(\^+|\|) (.*)$/.exec(line);
    if (mark === null) lines.push(line);
    else {
      const [, before = '', marks = '', what = ''] = mark;
      const from = before.length;
      const wrong = marks === '|' ? '' : lines.at(-1)?.slice(from, from + marks.length);
      expected.push(`${Math.max(lines.length, 1)}:${from} ${JSON.stringify(wrong)} ${what}`);
    }
  }
  return { text: lines.join('\n'), expected };
}

function describeProblem(text: string, { code, start, end, ...data }: SyntaxProblem): string {
  const before = text.slice(0, start).split('\n');
  const what = [code, ...Object.values(data)]
    .map((each) => String(each ?? '').trim())
    .filter(Boolean)
    .join(' ');
  return `${before.length}:${before.at(-1)?.length} ${JSON.stringify(text.slice(start, end))} ${what}`;
}

function unindent(block: string): string {
  const lines = block.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n');
  const margin = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(margin)).join('\n');
}
