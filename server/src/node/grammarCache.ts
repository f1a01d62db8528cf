import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { type Grammar, restoreGrammar, storeGrammar } from '../relaxng/index.ts';

/** A grammar with the files it was read from and a hash of what they held. */
interface CachedGrammar {
  readonly files: readonly string[];
  readonly hash: string;
  readonly grammar: Grammar;
}

const folder = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
  'virtqueue',
  'grammars',
);

/** What this program makes of a schema may differ from what another build of it made. */
const build = String(statSync(__filename).mtimeMs);

/** The grammar of this entry file as it was stored, if none of its files has changed since. */
export function recallGrammar(entry: string): CachedGrammar | undefined {
  try {
    const [header = '', text = ''] = readFileSync(fileFor(entry), 'utf8').split('\n', 2);
    const { files, hash } = JSON.parse(header) as { files: string[]; hash: string };
    if (hashFiles(files) !== hash) return undefined;
    const grammar = restoreGrammar(text);
    return grammar && { files, hash, grammar };
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written is none. */
export function rememberGrammar(entry: string, { files, hash, grammar }: CachedGrammar): void {
  const text = storeGrammar(grammar);
  if (text === undefined) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${fileFor(entry)}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify({ files, hash })}\n${text}\n`, { mode: 0o600 });
    renameSync(draft, fileFor(entry));
  } catch {
    return;
  }
}

/** Of the names and the content of the files; a file that is gone counts as well. */
export function hashFiles(files: readonly string[]): string {
  const hash = createHash('sha256').update(build);
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

function fileFor(entry: string): string {
  const name = createHash('sha256').update(path.resolve(entry)).digest('hex').slice(0, 32);
  return path.join(folder, `${name}.json`);
}
