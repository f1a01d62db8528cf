import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import configuration from '../../syntaxes/language-configuration.json' with { type: 'json' };

describe('what Enter does, the cursor being |', () => {
  /** The action of the first rule that fits, as the editor chooses it. */
  function enter(line: string): string {
    const [before = '', after = ''] = line.split('|');
    const rule = configuration.onEnterRules.find(
      ({ beforeText, afterText }) =>
        new RegExp(beforeText).test(before) && (afterText === undefined || new RegExp(afterText).test(after)),
    );
    if (rule === undefined) return 'same';
    return 'appendText' in rule.action ? `+${rule.action.appendText.length}` : rule.action.indent;
  }

  const lines: [line: string, action: string][] = [
    ['<devices>|</devices>', 'indentOutdent'],
    ['  <interface type="bridge">|</interface>', 'indentOutdent'],
    ["<a b='x>y'>|", 'indent'],
    ['<devices>|', 'indent'],
    ['<qemu:commandline>  |', 'indent'],
    ["<model type='virtio'/>|", 'same'],
    ['</devices>|', 'same'],
    ['<name>vm-1</name>|', 'same'],
    ['<name>vm-1|', 'same'],
    ['text|', 'same'],
    ["<?xml version='1.0'?>|", 'same'],
    ['<interface|', 'indent'],
    ["<interface type='bridge'|", 'indent'],
    ["  type='bridge'|", 'same'],
    ['<!--|-->', 'indentOutdent'],
    ['<!-- | -->', 'indentOutdent'],
    ['<!--|', 'indent'],
    ['  <!-- two cards|', '+5'],
    ['<!-- done -->|', 'same'],
  ];
  for (const [line, action] of lines) test(`${line} ${action}`, () => assert.equal(enter(line), action));
});

test('lines are indented by the tags they leave open', () => {
  const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
  const increases = (line: string) => new RegExp(increaseIndentPattern).test(line);
  const decreases = (line: string) => new RegExp(decreaseIndentPattern).test(line);
  assert.ok(increases('<devices>'));
  assert.ok(increases("<interface type='a/'>"));
  assert.ok(!increases('<name>vm</name>'));
  assert.ok(!increases("<model type='virtio'/>"));
  assert.ok(!increases('</devices>'));
  assert.ok(decreases('  </devices>'));
  assert.ok(!decreases('<name>vm</name>'));
});

test('names, numbers and addresses are words', () => {
  const words = "<mac address='52:54:00:00:00:01'/><rx_queue_size>1&amp;</rx_queue_size>".match(
    new RegExp(configuration.wordPattern, 'g'),
  );
  assert.deepEqual(words, [
    'mac',
    'address',
    '52:54:00:00:00:01',
    'rx_queue_size',
    '1',
    'amp',
    'rx_queue_size',
  ]);
});

test('#region comments fold', () => {
  const { start, end } = configuration.folding.markers;
  assert.match('  <!-- #region network -->', new RegExp(start));
  assert.match('  <!-- #endregion -->', new RegExp(end));
  assert.doesNotMatch('<!-- region -->', new RegExp(start));
});
