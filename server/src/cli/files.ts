import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export interface InputFile {
  /** As given, or found below a folder that was given; `-` for standard input. */
  readonly file: string;
  readonly text: string;
}

/**
 * The texts behind the arguments, in order: a file whatever its root element, of a folder all `*.xml` that are wanted. Files are read synchronously: for thousands of small ones that is several times faster.
 * @throws with the path in the message when something cannot be read.
 */
export async function* readInputs(
  paths: readonly string[],
  isWanted: (text: string) => boolean,
): AsyncIterable<InputFile> {
  for (const each of paths) {
    if (each === '-') yield { file: '-', text: await text(process.stdin) };
    else if (statSync(each).isDirectory()) yield* filesBelow(each, isWanted);
    else yield { file: each, text: readFileSync(each, 'utf8') };
  }
}

function* filesBelow(folder: string, isWanted: (text: string) => boolean): Iterable<InputFile> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((each) => each.endsWith('.xml')).sort()) {
    const file = path.join(folder, name);
    const content = readIfFile(file);
    if (content !== undefined && isWanted(content)) yield { file, text: content };
  }
}

/** A folder may well be called `vm.xml`. */
function readIfFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return undefined;
    throw error;
  }
}
