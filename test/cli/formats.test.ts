import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import Ajv from 'ajv';
import { excerpt } from '../../server/src/cli/formats/excerpt.ts';
import { github } from '../../server/src/cli/formats/github.ts';
import { cli, run, Scratch } from '../support/cli.ts';
import { domainWith } from '../support/domains.ts';

const broken = domainWith("<driver name='vhost' queues='9'/>");
const scratch = new Scratch();
after(() => scratch.remove());

describe('text', () => {
  test('the place, the line, the mark below it, and the sums', () => {
    const { stdout } = run(['check', '-'], { input: broken });
    const [headline, ...rest] = stdout.split('\n');
    assert.match(headline ?? '', /^-:12:36: error: 9 queues .* \[queues-out-of-range\]$/);
    assert.deepEqual(rest, [
      " 12 |       <driver name='vhost' queues='9'/>",
      '    |                                    ^',
      'errors: 1, warnings: 0, hints: 0 (in 1 of 1 files)',
      '',
    ]);
  });

  test('what explains the place is shown as well', () => {
    const grammar = path.join(__dirname, '../../server/grammar/domain.rnc');
    const disk = "<disk type='network'><source file='/x'/><target dev='vda'/></disk>";
    const input = domainWith('').replace('</devices>', `${disk}</devices>`);
    const { stdout } = run(['check', '--schema', grammar, '--only', 'schema', '-'], { input });
    assert.match(stdout, /^-:14:\d+: warning: file does not go with type='network'/m);
    assert.equal(stdout.match(/^ 14 \|/gm)?.length, 2);
  });

  test('colours on a terminal, and not with NO_COLOR', () => {
    const file = scratch.write('broken.xml', broken);
    const onTerminal = (env: Record<string, string>) =>
      spawnSync('script', ['-qec', `"${process.execPath}" "${cli}" check "${file}"`, '/dev/null'], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, TERM: 'xterm-256color', LC_ALL: 'C', ...env },
      }).stdout;
    const red = '\x1b[1;31m';
    assert.ok(onTerminal({}).includes(`${red}error:`));
    const plain = onTerminal({ NO_COLOR: '1' });
    assert.match(plain, /error: 9 queues/);
    assert.ok(!plain.includes('\x1b['));
    assert.ok(!run(['check', file]).stdout.includes('\x1b['));
  });

  for (const [name, line, at, expected] of [
    ['tabs count as one column', '\t<a\tb/>', [2, 3], [' <a b/>', '  ^']],
    ['wide characters as two', '<名>甲乙</名>', [3, 5], ['<名>甲乙</名>', '    ^^^^']],
    ['an empty place still has a mark', '<a>', [3, 3], ['<a>', '   ^']],
    ['what could command the terminal is replaced', '<a\x1b[2J>', [1, 2], ['<a\ufffd[2J>', ' ^']],
  ] as const)
    test(name, () => {
      const [start, end] = at.map((character) => ({ line: 0, character }));
      const shown = excerpt(line, { start: start as never, end: end as never });
      assert.deepEqual([shown.line, shown.mark.padding + shown.mark.carets], expected);
    });

  test('of a very long line, the surroundings of the place', () => {
    const range = { start: { line: 0, character: 5000 }, end: { line: 0, character: 5001 } };
    const { line, mark } = excerpt(`${'a'.repeat(5000)}X${'b'.repeat(5000)}`, range);
    assert.equal(line.length, 160);
    assert.equal(line[mark.padding.length], 'X');
  });
});

describe('GitHub', () => {
  test('an annotation, with what would end it escaped', () => {
    const { stdout } = run(['check', '--format', 'github', scratch.write('a,b.xml', broken)]);
    assert.match(
      stdout,
      /^::error file=.*a%2Cb\.xml,line=12,endLine=12,col=36,endColumn=37,title=queues-out-of-range::/,
    );
  });

  test('line ends and percent signs of a message are escaped; no columns over several lines', () => {
    const range = { start: { line: 0, character: 1 }, end: { line: 2, character: 0 } };
    const severity = 'hint';
    const file = {
      file: 'a:b.xml',
      diagnostics: [{ code: 'x', severity, message: '100 %\nsure', range }],
    } as const;
    assert.equal(
      github([file], { colour: false }),
      '::notice file=a%3Ab.xml,line=1,endLine=3,title=x::100 %25%0Asure\n',
    );
  });

  test('the path is that in the repository', () => {
    const file = scratch.write('repository/domains/vm.xml', broken);
    const env = { LC_ALL: 'C', GITHUB_WORKSPACE: path.join(scratch.folder, 'repository') };
    assert.match(
      run(['check', '--format', 'github', file], { env }).stdout,
      /^::error file=domains\/vm\.xml,/,
    );
  });
});

describe('SARIF', () => {
  /** From the OASIS standard, as the npm package @microsoft/jest-sarif carries it; its draft 4 reads as draft 7. */
  const schemaFile = path.join(__dirname, 'fixtures/sarif-2.1.0-rtm.5.json');
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  const sarif = (input: string, ...args: string[]) =>
    JSON.parse(run(['check', '--format', 'sarif', ...args, '-'], { input }).stdout);

  for (const [name, input] of Object.entries({
    'a sound file': domainWith("<driver name='vhost' queues='4'/>"),
    'a finding of a rule': broken,
    'malformed XML': '<domain><a></domain>',
    'what the schema refuses': domainWith('<dirver/>'),
  }))
    test(`${name}: valid by the standard's schema`, () => {
      validate(sarif(input));
      assert.deepEqual(validate.errors ?? [], []);
    });

  test('the schema is one that refuses', () => assert.equal(validate({ version: '2.1.0' }), false));

  test('names the rule, its page, and the region', () => {
    const [{ tool, results }] = sarif(broken).runs;
    const [{ ruleId, ruleIndex, level, locations }] = results;
    assert.deepEqual([ruleId, level], ['queues-out-of-range', 'error']);
    assert.deepEqual(locations[0].physicalLocation, {
      artifactLocation: { uri: '-' },
      region: { startLine: 12, startColumn: 36, endLine: 12, endColumn: 37 },
    });
    const rule = tool.driver.rules[ruleIndex];
    assert.equal(rule.id, ruleId);
    assert.match(readFileSync(new URL(rule.helpUri), 'utf8'), /^# queues-out-of-range/);
    assert.match(rule.help.markdown, /^# queues-out-of-range/);
  });

  test('every result has its rule among the rules, schema problems too', () => {
    const grammar = path.join(__dirname, '../../server/grammar/domain.rnc');
    const [{ tool, results }] = sarif(domainWith('<dirver/>'), '--schema', grammar).runs;
    assert.ok(results.length > 0);
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
  });

  test('a relative path is a relative URI, an absolute one a file URI', () => {
    const file = scratch.write('a b#c.xml', broken);
    const uri = (given: string, cwd: string) =>
      JSON.parse(run(['check', '--format', 'sarif', given], { cwd }).stdout).runs[0].results[0].locations[0]
        .physicalLocation.artifactLocation.uri;
    assert.equal(uri('a b#c.xml', scratch.folder), 'a%20b%23c.xml');
    assert.match(uri(file, '/'), /^file:\/\/\/.*a%20b%23c\.xml$/);
  });
});
