import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Automaton, KnownDocuments, restoreGrammar, type SchemaError } from '../relaxng/index.ts';
import { readSchema } from '../relaxng/read/index.ts';
import { createSchema, type Schema } from '../schema/schema.ts';
import {
  isUnchanged,
  lookAt,
  recallGrammar,
  recallKnown,
  rememberGrammar,
  rememberKnown,
  type SchemaFiles,
} from './grammarCache.ts';
import { packageRoot } from './root.ts';

/** Where libvirt's packages put the schemas they validate with. */
export const installedSchemas = '/usr/share/libvirt/schemas';

const builtInGrammar = path.join(packageRoot, 'server', 'grammar', 'domain.rnc');
/** The same, as the build has compiled it: all there is of it in the packed extension. */
const compiledGrammar = path.join(__dirname, 'domain.grammar.json');

/** Who says what is allowed: a setting, the target host's libvirt, the one installed here, or the built-in grammar. */
export type SchemaOrigin = 'setting' | 'host' | 'installed' | 'built-in';

export interface SchemaSource {
  readonly origin: SchemaOrigin;
  /** A folder with `domain.rng`, or one `.rng` or `.rnc` file. */
  readonly path: string;
}

export interface LoadedSchema extends SchemaSource {
  readonly schema: Schema;
}

/** A schema that was to be used and cannot be. */
export class UnusableSchema extends Error {
  readonly source: SchemaSource;

  constructor(source: SchemaSource, reason: string) {
    super(`${source.path}: ${reason}`);
    this.source = source;
  }
}

/** The sources in the order in which they are tried. */
export function schemaSources(setting: string | undefined, hostFolder: string | undefined): SchemaSource[] {
  return [
    ...(setting ? [{ origin: 'setting' as const, path: setting }] : []),
    ...(hostFolder ? [{ origin: 'host' as const, path: hostFolder }] : []),
    ...(existsSync(path.join(installedSchemas, 'domain.rng'))
      ? [{ origin: 'installed' as const, path: installedSchemas }]
      : []),
    { origin: 'built-in', path: builtInGrammar },
  ];
}

/**
 * The first source that is usable; the others are complained of.
 *
 * @throws UnusableSchema when not even the built-in grammar is
 */
export function loadFirst(
  sources: readonly SchemaSource[],
  complain: (problem: UnusableSchema) => void,
): LoadedSchema {
  for (const [index, source] of sources.entries()) {
    try {
      return loadSchema(source);
    } catch (error) {
      if (!(error instanceof UnusableSchema) || index === sources.length - 1) throw error;
      complain(error);
    }
  }
  throw new RangeError('no schema source');
}

/** A schema that was read, with what its files held then. */
interface KnownSchema {
  readonly read: SchemaFiles;
  readonly automaton: Automaton;
  readonly documents: KnownDocuments;
  readonly schema: Schema;
}

/** By entry file. Their automata grow as documents are checked, and serve all of them. */
const known = new Map<string, KnownSchema>();

/** Our own grammar, which documents the format, whatever documents are held against. */
export function loadBuiltIn(): Schema {
  return loadSchema({ origin: 'built-in', path: builtInGrammar }).schema;
}

/** @throws UnusableSchema */
export function loadSchema(source: SchemaSource): LoadedSchema {
  const entry = isFolder(source.path) ? path.join(source.path, 'domain.rng') : source.path;
  const before = known.get(entry);
  if (before !== undefined && isUnchanged(before.read)) return { ...source, schema: before.schema };
  const { grammar, ...read } = readCompiled(entry) ?? recallGrammar(entry) ?? readGrammar(source, entry);
  const automaton = new Automaton(grammar);
  const documents = new KnownDocuments(automaton, () => recallKnown(entry, read.hash, automaton));
  const schema = createSchema(automaton, authorityOf(entry), documents);
  known.set(entry, { read, automaton, documents, schema });
  return { ...source, schema };
}

function readCompiled(entry: string) {
  if (entry !== builtInGrammar) return undefined;
  const grammar = restoreGrammar(readText(compiledGrammar) ?? '');
  return grammar && { ...lookAt([compiledGrammar]), grammar };
}

/** Keeps what documents have shown of the automata used, for the next run. */
export function keepWhatIsKnown(): void {
  for (const [entry, { read, automaton, documents }] of known)
    if (documents.learn()) rememberKnown(entry, read.hash, documents.start, automaton);
}

function readGrammar(source: SchemaSource, entry: string) {
  const { grammar, errors, files } = readSchema(entry, readText);
  if (grammar === undefined) throw new UnusableSchema(source, describeErrors(errors));
  const read = { ...lookAt(files), grammar };
  rememberGrammar(entry, read);
  return read;
}

function authorityOf(entry: string): Schema['authority'] {
  if (path.resolve(entry) === builtInGrammar) return 'built-in';
  return path.basename(entry) === 'domain.rng' ? 'libvirt' : 'other';
}

function describeErrors(errors: readonly SchemaError[]): string {
  const [first] = errors;
  return first === undefined
    ? 'unusable'
    : `${first.message} (${path.basename(first.file)}, offset ${first.start})`;
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
