import type { Span, SyntaxProblem } from './tree.ts';

/** Enough for any screen; a file with more is not XML, and every further problem would only cost memory. */
const PROBLEM_LIMIT = 1000;

/** What the parts of the parser share: the text, and what was found wrong with it. */
export class Source {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  /** Entities the internal subset declares. */
  readonly entities = new Set<string>();
  /** True when entities may be declared in a place we do not read, so that none is unknown. */
  entitiesElsewhere = false;
  readonly #found = new Map<string, number>();

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
