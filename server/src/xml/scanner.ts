/** Character classes of XML 1.0 (fifth edition) and the small steps every part of the parser takes. */

export const LESS_THAN = 0x3c;
export const GREATER_THAN = 0x3e;
export const SLASH = 0x2f;
export const EQUALS = 0x3d;
export const EXCLAMATION_MARK = 0x21;
export const QUESTION_MARK = 0x3f;
export const AMPERSAND = 0x26;
export const DOUBLE_QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
export const BYTE_ORDER_MARK = 0xfeff;

const SPACE = 1;
const NAME_START = 2;
const NAME = 4;

const ascii = new Uint8Array(128);
for (const code of [0x20, 0x09, 0x0a, 0x0d]) ascii[code] = SPACE;
for (let code = 0x21; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(character)) ascii[code] = NAME_START | NAME;
  else if (/[0-9.-]/.test(character)) ascii[code] = NAME;
}

/** Code points beyond ASCII that may start a name, as pairs of first and last. */
const nameStartRanges = [
  0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x2ff, 0x370, 0x37d, 0x37f, 0x1fff, 0x200c, 0x200d, 0x2070, 0x218f, 0x2c00,
  0x2fef, 0x3001, 0xd7ff, 0xf900, 0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0xeffff,
];
const nameRanges = [...nameStartRanges, 0xb7, 0xb7, 0x300, 0x36f, 0x203f, 0x2040];

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

export function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

/** Whether a code point may stand in a document at all (production Char). */
export function isCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d;
  if (codePoint < 0xd800) return true;
  return (codePoint >= 0xe000 && codePoint <= 0xfffd) || (codePoint >= 0x10000 && codePoint <= 0x10ffff);
}

/** The first offset at or after `at` that is not white space. */
export function spaceEnd(text: string, at: number): number {
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The end of `start` to `end` without the white space at its end. */
export function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** The end of the name that starts at `at`; `at` itself when none does. */
export function nameEnd(text: string, at: number): number {
  return runEnd(text, at, NAME_START);
}

/** As `nameEnd`, for what would be a name but for its first character, as `1st`. */
export function nameTokenEnd(text: string, at: number): number {
  return runEnd(text, at, NAME);
}

function runEnd(text: string, at: number, first: number): number {
  let wanted = first;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if (((ascii[code] as number) & wanted) === 0) return at;
      at++;
    } else {
      const width = widthBeyondAscii(text, at, wanted);
      if (width === 0) return at;
      at += width;
    }
    wanted = NAME;
  }
  return at;
}

/** Code units of the name character at `at`; 0 when it is none. */
function widthBeyondAscii(text: string, at: number, wanted: number): number {
  const codePoint = text.codePointAt(at) ?? 0;
  if (!isWithin(wanted === NAME ? nameRanges : nameStartRanges, codePoint)) return 0;
  return codePoint > 0xffff ? 2 : 1;
}

function isWithin(ranges: readonly number[], codePoint: number): boolean {
  for (let pair = 0; pair < ranges.length; pair += 2) {
    if (codePoint >= (ranges[pair] as number) && codePoint <= (ranges[pair + 1] as number)) return true;
  }
  return false;
}
