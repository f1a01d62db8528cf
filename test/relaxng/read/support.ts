import assert from 'node:assert/strict';
import type { ReadSchema } from '../../../server/src/relaxng/grammar.ts';
import { readSchema } from '../../../server/src/relaxng/read/index.ts';
import { printGrammar } from './print.ts';

export type Files = Readonly<Record<string, string>>;

/** Reads the first of these files, and what it refers to. */
export function readFiles(files: Files): ReadSchema {
  const [entry = ''] = Object.keys(files);
  return readSchema(entry, (file) => files[file]);
}

/** The simple form of a schema without mistakes. */
export function simpleForm(files: Files): string {
  const { grammar, errors } = readFiles(files);
  assert.deepEqual(errors, []);
  assert.ok(grammar);
  return printGrammar(grammar);
}

/** The simple form of a compact schema. */
export function simpleCompact(text: string): string {
  return simpleForm({ 'schema.rnc': text });
}

/** `<grammar>` around what is given, with the prefixes that tests use. */
export function xmlGrammar(inside: string): string {
  return `<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:x="urn:x"
    xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">${inside}</grammar>`;
}

/** Asserts that reading gives these errors and no others; in the files each has its place in `⟦…⟧`, in order. */
export function assertMistakes(marked: Files, messages: readonly string[]): void {
  const places: { file: string; start: number; end: number }[] = [];
  const files = Object.fromEntries(
    Object.entries(marked).map(([file, text]) => {
      const [first = '', ...others] = text.split('⟦');
      let clean = first;
      for (const other of others) {
        const [inside = '', after = ''] = other.split('⟧');
        places.push({ file, start: clean.length, end: clean.length + inside.length });
        clean += inside + after;
      }
      return [file, clean];
    }),
  );
  const { grammar, errors } = readFiles(files);
  const expected = messages.map((message, index) => ({ ...places[index], message }));
  assert.deepEqual(errors, expected);
  assert.equal(grammar, undefined);
}
