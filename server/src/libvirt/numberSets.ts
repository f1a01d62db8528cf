/** Runs of whole numbers, as libvirt writes sets of vCPUs, I/O threads and NUMA cells: `0-3,^2,7` (virBitmapParse). */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** One piece of a written set, with its place in the text of the set. */
export interface NumberSetPiece extends NumberRange {
  readonly start: number;
  readonly end: number;
  /** Whether the piece takes its numbers out of what stands before it: `^2`. */
  readonly excluded: boolean;
}

/** The pieces that can be read; what lies between them is left out. */
export function readNumberSet(text: string): NumberSetPiece[] {
  return [...text.matchAll(/(\^?)(\d+)(?:-(\d+))?/g)].map(
    ({ 0: piece, 1: caret, 2: first, 3: last, index }) => ({
      start: index,
      end: index + piece.length,
      excluded: caret !== '',
      first: Number(first),
      last: Number(last ?? first),
    }),
  );
}

export function rangesMeet(a: NumberRange, b: NumberRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The set with some of its numbers become others; `renamed` gives the new number of each that has one. */
export function renameInRange(
  { first, last }: NumberRange,
  renamed: ReadonlyMap<number, number>,
): NumberRange[] {
  const isIn = (number: number) => number >= first && number <= last;
  const gone = [...renamed.keys()].filter(isIn).sort((a, b) => a - b);
  const pieces: NumberRange[] = gone.map((number) => renamed.get(number) ?? number).map(single);
  let next = first;
  for (const number of gone) {
    if (next < number) pieces.push({ first: next, last: number - 1 });
    next = number + 1;
  }
  if (next <= last) pieces.push({ first: next, last });
  return joined(pieces);
}

/** As libvirt prints it: `1,3-5`. */
export function writeNumberSet(ranges: readonly NumberRange[]): string {
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** Numbers in libvirt's own form: ascending, ranges where they follow each other. */
export function writeNumbers(numbers: Iterable<number>): string {
  return writeNumberSet(joined(Array.from(numbers, single)));
}

function single(number: number): NumberRange {
  return { first: number, last: number };
}

function joined(ranges: readonly NumberRange[]): NumberRange[] {
  const result: NumberRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = result.at(-1);
    if (before === undefined || before.last + 1 < range.first) result.push(range);
    else result[result.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return result;
}
