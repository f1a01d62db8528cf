import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, type TextEdit } from '../../server/src/xml/edit.ts';
import { composeEdits, EditSet } from '../../server/src/xml/editSets.ts';

const edit = (start: number, end: number, newText: string): TextEdit => ({ start, end, newText });

describe('edits of several fixes', () => {
  test('are kept apart: the first one wins, and of another all or none is taken', () => {
    const set = new EditSet();
    assert.equal(set.add([edit(10, 12, 'a')]), true);
    assert.equal(set.add([edit(20, 22, 'b'), edit(12, 12, 'touches')]), false);
    assert.equal(set.add([edit(20, 22, 'c'), edit(0, 1, 'd')]), true);
    assert.deepEqual(
      set.edits.map(({ newText }) => newText),
      ['d', 'a', 'c'],
    );
  });

  test('those of one fix may touch, and keep their order', () => {
    const set = new EditSet();
    set.add([edit(5, 5, 'a'), edit(5, 5, 'b'), edit(5, 7, 'c')]);
    assert.equal(applyEdits('0123456789', set.edits), '01234abc789');
  });

  test('cost n log n looks at edits, in any order of adding', () => {
    const looks = (count: number, place: (index: number) => number) => {
      let looked = 0;
      const set = new EditSet();
      for (let index = 0; index < count; index++) {
        const at = place(index);
        const counted = {
          get start() {
            looked++;
            return at;
          },
          end: at + 1,
          newText: '',
        };
        assert.ok(set.add([counted]));
      }
      assert.equal(set.edits.length, count);
      return looked;
    };
    for (const place of [(index: number) => index * 3, (index: number) => 1e6 - index * 3]) {
      const [few, many] = [looks(1_000, place), looks(10_000, place)];
      assert.ok(many < few * 15, `${few} looks became ${many}`);
    }
  });
});

test('rounds of edits come to the same as one after the other', () => {
  const round = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.string({ maxLength: 3 })), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(round, { maxLength: 4 }), (text, rounds) => {
      let expected = text;
      const made = rounds.map((wanted) => {
        const set = new EditSet();
        for (const [at, length, newText] of wanted) {
          const start = at % (expected.length + 1);
          set.add([edit(start, Math.min(expected.length, start + length), newText)]);
        }
        expected = applyEdits(expected, set.edits);
        return set.edits;
      });
      const composed = composeEdits(text, made);
      assert.equal(applyEdits(text, composed), expected);
      const apart = composed.every(
        ({ start }, index) => index === 0 || (composed[index - 1]?.end ?? 0) < start,
      );
      assert.ok(apart);
    }),
    { numRuns: 2000 },
  );
});
