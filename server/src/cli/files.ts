import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { isDomainText } from '../xml/detect.ts';

export interface InputFile {
  /** As given, or found below a folder that was given; `-` for standard input. */
  readonly file: string;
  readonly text: string;
}

/**
 * The texts behind the arguments, in order: a file whatever its root element, of a folder all `*.xml` whose root is
 * `<domain>`.
 * @throws with the path in the message when something cannot be read.
 */
export async function* readInputs(paths: readonly string[]): AsyncIterable<InputFile> {
  for (const each of paths) {
    if (each === '-') yield { file: '-', text: await text(process.stdin) };
    else if ((await stat(each)).isDirectory()) yield* domainsBelow(each);
    else yield { file: each, text: await readFile(each, 'utf8') };
  }
}

async function* domainsBelow(folder: string): AsyncIterable<InputFile> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = await readFile(file, 'utf8');
    if (isDomainText(content)) yield { file, text: content };
  }
}
