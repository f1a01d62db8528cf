import type { Origin, SchemaError } from '../grammar.ts';

/** A person reads the first few; a hostile schema could make millions. */
const LIMIT = 100;

/** What is wrong with the schema, in the order it was found. */
export class SchemaErrors {
  readonly all: SchemaError[] = [];

  report({ file, start, end }: Origin, message: string): void {
    if (this.all.length < LIMIT) this.all.push({ file, start, end, message });
  }

  /** For what has no single place, as a limit that is crossed: told once, however often it is met. */
  reportOnce(origin: Origin, message: string): void {
    if (!this.all.some((error) => error.message === message)) this.report(origin, message);
  }

  get none(): boolean {
    return this.all.length === 0;
  }
}
