import type { Origin, SchemaError } from '../grammar.ts';

/** A person reads the first few; a hostile schema could make millions. */
const LIMIT = 100;

/** What is wrong with the schema, in the order it was found. */
export class SchemaErrors {
  readonly all: SchemaError[] = [];

  report({ file, start, end }: Origin, message: string): void {
    if (this.all.length < LIMIT) this.all.push({ file, start, end, message });
  }

  get none(): boolean {
    return this.all.length === 0;
  }
}
