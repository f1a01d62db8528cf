import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findConfigFile } from '../node/configFile.ts';
import { loadBuiltIn, loadFirst, schemaSources } from '../node/schemas.ts';
import { loadTranslations } from '../node/translations.ts';
import type { Platform } from './workspace.ts';

export const nodePlatform: Platform = {
  prepare: ({ locale, translations }) => loadTranslations(locale ?? 'en', translations),
  findSchema(setting, hostFolder) {
    const unusable: string[] = [];
    const sources = schemaSources(setting, hostFolder);
    const { schema, ...source } = loadFirst(sources, ({ message }) => unusable.push(message));
    return { schema, builtIn: once(loadBuiltIn), status: { ...source, unusable } };
  },
  async findConfigFile(uri) {
    if (!uri.startsWith('file:')) return undefined;
    const file = findConfigFile(path.dirname(fileURLToPath(uri)));
    return file === undefined ? undefined : { path: file, text: await readFile(file, 'utf8') };
  },
};

/** Looking whether the files of a grammar are still the same takes longer than an answer may. */
function once<Result>(compute: () => Result): () => Result {
  let result: Result | undefined;
  return () => {
    result ??= compute();
    return result;
  };
}
