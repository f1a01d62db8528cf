import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import {
  type Automaton,
  type Grammar,
  type KnownState,
  knownState,
  restoreGrammar,
  restoreKnown,
  storeGrammar,
  storeKnown,
} from '../relaxng/index.ts';

/** What the files of a schema held when it was read. */
export interface SchemaFiles {
  readonly files: readonly string[];
  /** Of their sizes and times: the quick way to see that nothing has changed. */
  readonly stamp: string;
  /** Of their content: what counts where the stamp differs. */
  readonly hash: string;
}

interface CachedGrammar extends SchemaFiles {
  readonly grammar: Grammar;
}

const folder = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
  'virtqueue',
  'grammars',
);

/** What this program makes of a schema may differ from what another build of it made, so each has files of its own. */
const build = Math.round(statSync(__filename).mtimeMs).toString(36);
/** Days after which the files of a build that is gone are removed. */
const keptFor = 30;

/** The grammar of this entry file as it was stored, if none of its files has changed since. */
export function recallGrammar(entry: string): CachedGrammar | undefined {
  try {
    const [header = '', text = ''] = readFileSync(fileFor(entry), 'utf8').split('\n', 2);
    const read = JSON.parse(header) as SchemaFiles;
    if (!isUnchanged(read)) return undefined;
    const grammar = restoreGrammar(text);
    return grammar && { ...read, grammar };
  } catch {
    return undefined;
  }
}

export function rememberGrammar(entry: string, { grammar, ...read }: CachedGrammar): void {
  const text = storeGrammar(grammar);
  if (text !== undefined) write(fileFor(entry), `${JSON.stringify(read)}\n${text}\n`);
}

/** The files as they are now. */
export function lookAt(files: readonly string[]): SchemaFiles {
  return { files, stamp: stampOf(files), hash: hashOf(files) };
}

export function isUnchanged({ files, stamp, hash }: SchemaFiles): boolean {
  return stampOf(files) === stamp || hashOf(files) === hash;
}

/** What earlier runs have found out about the automaton of a grammar that was recalled or is remembered; nothing at first. */
export function recallKnown(entry: string, hash: string, { grammar, alphabet }: Automaton): KnownState {
  try {
    const [header, text = ''] = readFileSync(knownFileFor(entry), 'utf8').split('\n', 2);
    if (header === hash) return restoreKnown(text, grammar, alphabet);
  } catch {
    // As if nothing were known.
  }
  return knownState({ isFinal: false, hasText: false });
}

export function rememberKnown(entry: string, hash: string, known: KnownState, { grammar }: Automaton): void {
  write(knownFileFor(entry), `${hash}\n${storeKnown(known, grammar)}\n`);
}

/** A cache that cannot be written is none. */
function write(file: string, content: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, content, { mode: 0o600 });
    renameSync(draft, file);
    removeOld();
  } catch {
    return;
  }
}

function removeOld(): void {
  const oldest = Date.now() - keptFor * 24 * 60 * 60 * 1000;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).mtimeMs < oldest) rmSync(file);
  }
}

/** A file that is gone counts as well. */
function stampOf(files: readonly string[]): string {
  const times = files.map((file) => {
    const { size, mtimeMs, ctimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
    return `${file} ${size} ${mtimeMs} ${ctimeMs}`;
  });
  return times.join('\n');
}

function hashOf(files: readonly string[]): string {
  // Hardly ever needed, and it takes as long to load as to check some hundred documents.
  const { createHash } = require('node:crypto') as typeof import('node:crypto');
  const hash = createHash('sha256');
  for (const file of files) hash.update(`\0${file}\0`).update(contentOf(file));
  return hash.digest('hex');
}

function contentOf(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch {
    return '';
  }
}

function knownFileFor(entry: string): string {
  return fileFor(entry).replace(/json$/, 'known.json');
}

function fileFor(entry: string): string {
  return path.join(folder, `${encodeURIComponent(path.resolve(entry))}.${build}.json`);
}
