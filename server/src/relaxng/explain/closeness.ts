/** Something that may have been meant, and how many slips away it is. */
export interface Candidate<T> {
  readonly meant: T;
  readonly text: string;
  readonly slips: number;
}

/** The candidates, the closest to `name` first; those equally close keep their order. */
export function ranked<T>(
  name: string,
  candidates: readonly T[],
  textOf: (candidate: T) => string,
): readonly Candidate<T>[] {
  return candidates
    .map((meant) => ({ meant, text: textOf(meant), slips: distance(name, textOf(meant)) }))
    .sort((a, b) => a.slips - b.slips);
}

/** Of ranked candidates those that were probably meant by `name`: the closest, if they are close enough. */
export function closest<T>(
  name: string,
  [first, ...others]: readonly Candidate<T>[],
): readonly Candidate<T>[] {
  if (first === undefined) return [];
  const asClose = [first, ...others].filter(({ slips }) => slips === first.slips);
  return asClose.filter(({ text, slips }) => slips <= slipsAllowed(Math.max(name.length, text.length)));
}

/** One slip in a short name, up to three in a long one. */
function slipsAllowed(length: number): number {
  return Math.min(3, Math.floor((length + 1) / 3));
}

/** Beyond this length names are compared no further: nobody means one by the other. */
const LENGTH_LIMIT = 64;

/**
 * How many slips of a hand lead from one name to the other: letters left out, put in, exchanged or swapped with their
 * neighbour (optimal string alignment); a letter in the wrong case is half a slip.
 */
function distance(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length > LENGTH_LIMIT || b.length > LENGTH_LIMIT) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const exchanged = at(last, column - 1) + exchangeCost(a.charAt(row - 1), b.charAt(column - 1));
      let least = Math.min(at(last, column) + 1, at(current, column - 1) + 1, exchanged);
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && isSwap) least = Math.min(least, at(beforeLast, column - 2) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function exchangeCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : 1;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
