import type { Span, SyntaxProblem } from './tree.ts';

/** Enough for any screen; a file with more is not XML, and every further problem would only cost memory. */
const PROBLEM_LIMIT = 1000;

/** Longer pieces hardly ever repeat. */
const SHARED_LENGTH = 24;
const SHARED_SLOTS = 1024;

/** What the parts of the parser share: the text, and what was found wrong with it. */
export class Source {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  /** Entities the internal subset declares. */
  readonly entities = new Set<string>();
  /** True when entities may be declared in a place we do not read, so that none is unknown. */
  entitiesElsewhere = false;
  readonly #found = new Map<string, number>();
  readonly #shared: string[] = Array(SHARED_SLOTS).fill('');

  constructor(text: string) {
    this.text = text;
  }

  report(problem: SyntaxProblem): void {
    if (this.problems.length < PROBLEM_LIMIT) this.problems.push(problem);
  }

  /** Takes back the last problem when it has this code and starts at or after `from`. */
  retract(code: SyntaxProblem['code'], from: number): boolean {
    const last = this.problems.at(-1);
    if (last === undefined || last.code !== code || last.start < from) return false;
    this.problems.pop();
    return true;
  }

  /** `text.slice`; names, values and indentations repeat all over a document, so short pieces are kept once. */
  slice(start: number, end: number): string {
    const length = end - start;
    if (length > SHARED_LENGTH || length === 0) return this.text.slice(start, end);
    const middle = this.text.charCodeAt(start + (length >> 1));
    const mixed =
      this.text.charCodeAt(start) * 31 + middle * 7 + this.text.charCodeAt(end - 1) + length * 127;
    const slot = mixed % SHARED_SLOTS;
    const shared = this.#shared[slot] as string;
    if (shared.length === length && this.text.startsWith(shared, start)) return shared;
    const piece = this.text.slice(start, end);
    this.#shared[slot] = piece;
    return piece;
  }

  /**
   * `indexOf` for a `from` that only grows: however often a terminator is looked for in vain, each character is
   * looked at once.
   */
  find(needle: string, from: number): number {
    const known = this.#found.get(needle);
    if (known !== undefined && (known === -1 || known >= from)) return known;
    const at = this.text.indexOf(needle, from);
    this.#found.set(needle, at);
    return at;
  }
}

export function span(start: number, end: number): Span {
  return { start, end };
}
