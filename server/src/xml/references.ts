import { isCharacter, nameEnd } from './scanner.ts';
import type { Source } from './source.ts';

export const predefinedEntities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The value of an attribute whose text between the quotes is `start` to `end`. */
export function attributeValue(source: Source, start: number, end: number): string {
  return resolve(source, start, end, (raw) => raw.replace(/\r\n|[\r\n\t]/g, ' '));
}

/** The value of character data. */
export function textValue(source: Source, start: number, end: number): string {
  return resolve(source, start, end, normalizeLineEnds);
}

export function normalizeLineEnds(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

function resolve(source: Source, start: number, end: number, normalize: (raw: string) => string): string {
  const raw = source.text.slice(start, end);
  let value = '';
  let from = 0;
  for (let at = raw.indexOf('&'); at !== -1; at = raw.indexOf('&', from)) {
    value += normalize(raw.slice(from, at));
    const reference = readReference(source, raw, at, start);
    value += reference.value;
    from = reference.end;
  }
  return value + normalize(raw.slice(from));
}

interface Reference {
  readonly value: string;
  readonly end: number;
}

/** Reads what follows the `&` at `at` of `raw`, which starts at `offset` of the text. */
function readReference(source: Source, raw: string, at: number, offset: number): Reference {
  const isNumber = raw[at + 1] === '#';
  const nameStop = isNumber ? digitsEnd(raw, at + 2) : nameEnd(raw, at + 1);
  const name = raw.slice(at + 1, nameStop);
  const terminated = raw[nameStop] === ';';
  const end = terminated ? nameStop + 1 : nameStop;
  const written = raw.slice(at, end);
  const where = { start: offset + at, end: offset + end };

  if (isNumber || (predefinedEntities.has(name) && !terminated)) {
    const value = isNumber && terminated ? characterOf(name.slice(1)) : undefined;
    if (value === undefined) source.report({ code: 'invalid-reference', reference: written, ...where });
    return { value: value ?? written, end };
  }
  if (!terminated || name === '') {
    source.report({ code: 'bare-ampersand', start: where.start, end: where.start + 1 });
    return { value: '&', end: at + 1 };
  }
  const value = predefinedEntities.get(name);
  if (value === undefined && !source.entitiesElsewhere && !source.entities.has(name)) {
    source.report({ code: 'unknown-entity', name, ...where });
  }
  return { value: value ?? written, end };
}

const digits = /[0-9A-Za-z]*/y;

function digitsEnd(raw: string, at: number): number {
  digits.lastIndex = at;
  digits.test(raw);
  return digits.lastIndex;
}

function characterOf(number: string): string | undefined {
  const codePoint = /^x[0-9a-fA-F]+$/.test(number)
    ? Number.parseInt(number.slice(1), 16)
    : /^[0-9]+$/.test(number)
      ? Number.parseInt(number, 10)
      : Number.NaN;
  return isCharacter(codePoint) ? String.fromCodePoint(codePoint) : undefined;
}
