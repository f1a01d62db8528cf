import * as l10n from '@vscode/l10n';
import type { Origin, ReadSchemaFile } from '../grammar.ts';
import { readCompactSyntax } from './compact/index.ts';
import type { SchemaErrors } from './errors.ts';
import type { WrittenPattern } from './syntax.ts';
import { readXmlSyntax } from './xml/index.ts';

/** Schemas of thousands of files do not exist; includes that multiply do. */
const FILE_LIMIT = 1000;
/** In UTF-16 code units, all files together. */
const SIZE_LIMIT = 32 * 1024 * 1024;

/** The files of a schema, each read once for each namespace that its names may inherit. */
export class SchemaFiles {
  /** Every file asked for. */
  readonly names = new Set<string>();
  readonly #readFile: ReadSchemaFile;
  readonly #errors: SchemaErrors;
  readonly #read = new Map<string, WrittenPattern | undefined>();
  #size = 0;

  constructor(readFile: ReadSchemaFile, errors: SchemaErrors) {
    this.#readFile = readFile;
    this.#errors = errors;
  }

  /** What stands in the file; undefined, and reported, when that is no schema. `from` is what refers to the file. */
  read(file: string, namespace: string, from: Origin): WrittenPattern | undefined {
    const key = `${namespace} ${file}`;
    if (!this.#read.has(key)) this.#read.set(key, this.#readNew(file, namespace, from));
    return this.#read.get(key);
  }

  #readNew(file: string, namespace: string, from: Origin): WrittenPattern | undefined {
    this.names.add(file);
    const text = this.#readFile(file);
    if (text === undefined) {
      this.#errors.report(from, l10n.t('There is no schema file {0}.', file));
      return undefined;
    }
    this.#size += text.length;
    if (this.#size > SIZE_LIMIT || this.#read.size >= FILE_LIMIT) {
      this.#errors.reportOnce(from, l10n.t('The schema is too large: its files go on and on.'));
      return undefined;
    }
    const read = isCompact(file, text) ? readCompactSyntax : readXmlSyntax;
    return read(file, text, namespace, this.#errors);
  }
}

/** Compact syntax never starts with `<`, XML always does; the name speaks for a file that is empty. */
function isCompact(file: string, text: string): boolean {
  const first = /[^\s\uFEFF]/.exec(text)?.[0];
  return first === undefined ? file.endsWith('.rnc') : first !== '<';
}
