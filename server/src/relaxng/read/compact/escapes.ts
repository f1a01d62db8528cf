import * as l10n from '@vscode/l10n';
import { isCharacter } from '../../../xml/scanner.ts';
import { CompactMistake } from './mistake.ts';

/** Stands for a line end that was written as an escape, which ends no line. */
export const ESCAPED_LINE_END = '\0';

/** A text whose escapes have been replaced, and the way back to where its characters were written. */
export interface Unescaped {
  readonly text: string;
  offsetOf(index: number): number;
}

/** Replaces each `\x{…}`, which may stand anywhere in a schema. */
export function withoutEscapes(written: string): Unescaped {
  if (!written.includes('\\x')) return { text: written, offsetOf: (index) => index };
  /** From this index of the text on, offsets are `shift` larger; in order. */
  const shifts: { readonly index: number; readonly shift: number }[] = [];
  let text = '';
  let from = 0;
  for (const match of written.matchAll(/\\x+\{([0-9a-fA-F]*)\}/g)) {
    const [whole, digits = ''] = match;
    text += written.slice(from, match.index) + characterOf(digits, match.index, whole.length);
    from = match.index + whole.length;
    shifts.push({ index: text.length, shift: from - text.length });
  }
  text += written.slice(from);
  return { text, offsetOf: (index) => index + shiftAt(shifts, index) };
}

function characterOf(digits: string, start: number, length: number): string {
  const codePoint = Number.parseInt(digits, 16);
  if (!isCharacter(codePoint))
    throw new CompactMistake(l10n.t('There is no character of this number.'), start, start + length);
  return codePoint === 0x0a || codePoint === 0x0d ? ESCAPED_LINE_END : String.fromCodePoint(codePoint);
}

function shiftAt(
  shifts: readonly { readonly index: number; readonly shift: number }[],
  index: number,
): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.index ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return shifts[low - 1]?.shift ?? 0;
}
