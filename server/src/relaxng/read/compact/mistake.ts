/** What ends the reading of a file: everything behind it would be misread. Offsets as in the file. */
export class CompactMistake extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.start = start;
    this.end = end;
  }
}
