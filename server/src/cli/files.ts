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
  for (const file of xmlFilesBelow(folder)) {
    const content = readIfFile(file);
    if (content !== undefined && isWanted(content)) yield { file, text: content };
  }
}

/** In the order of their names, the files of a folder before those of its folders. */
function xmlFilesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const within = (name: string) => `${folder.endsWith(path.sep) ? folder : folder + path.sep}${name}`;
  return [
    ...entries
      .filter((each) => !each.isDirectory() && each.name.endsWith('.xml'))
      .map(({ name }) => within(name)),
    ...entries.filter((each) => each.isDirectory()).flatMap(({ name }) => xmlFilesBelow(within(name))),
  ];
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
