import { loadBuiltIn, loadFirst, schemaSources } from '../node/schemas.ts';
import { loadTranslations } from '../node/translations.ts';
import type { Platform } from './server.ts';

export const nodePlatform: Platform = {
  loadTranslations: ({ locale, translations }) => loadTranslations(locale ?? 'en', translations),
  findSchema(setting, hostFolder) {
    const unusable: string[] = [];
    const sources = schemaSources(setting, hostFolder);
    const { origin, path, schema } = loadFirst(sources, ({ message }) => unusable.push(message));
    return { schema, builtIn: once(loadBuiltIn), status: { origin, path, unusable } };
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
