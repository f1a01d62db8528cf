import type { Grammar, ReadSchema, ReadSchemaFile } from '../grammar.ts';
import { SchemaErrors } from './errors.ts';
import { SchemaFiles } from './files.ts';
import { reachableFrom } from './reachable.ts';
import { checkRestrictions } from './restrictions/index.ts';
import { Simplifier } from './simplify.ts';

/**
 * Reads a schema of either syntax, with all files it refers to, into the simple form. Never throws, and does bounded
 * work whatever the files hold.
 */
export function readSchema(entry: string, readFile: ReadSchemaFile): ReadSchema {
  const errors = new SchemaErrors();
  const files = new SchemaFiles(readFile, errors);
  const grammar = readGrammar(entry, files, errors);
  return { grammar: errors.none ? grammar : undefined, errors: errors.all, files: [...files.names] };
}

/** Each step is taken only when the one before found no mistake: one mistake gives one error. */
function readGrammar(entry: string, files: SchemaFiles, errors: SchemaErrors): Grammar | undefined {
  const written = files.read(entry, '', { file: entry, start: 0, end: 0 });
  if (written === undefined || !errors.none) return undefined;
  const simplifier = new Simplifier(files, errors);
  const start = simplifier.simplify(written);
  if (!errors.none) return undefined;
  const { elements, composed } = reachableFrom(start);
  const grammar = { start, elements };
  checkRestrictions({ grammar, composed, origins: simplifier.origins }, errors);
  return grammar;
}
