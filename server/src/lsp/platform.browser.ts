import * as l10n from '@vscode/l10n';
import type { ConfigFile } from '../protocol.ts';
import { Automaton, restoreGrammar } from '../relaxng/index.ts';
import { createSchema, type Schema } from '../schema/schema.ts';
import type { Platform } from './workspace.ts';

/** A browser has no files: the client reads for it what is to be read. Documents are held against the built-in grammar. */
export function browserPlatform(): Platform {
  let schema: Schema | undefined;
  return {
    async prepare({ translation, builtInGrammar }) {
      if (translation) l10n.config({ contents: { ...translation } });
      const grammar = restoreGrammar(builtInGrammar ?? '');
      if (grammar !== undefined) schema = createSchema(new Automaton(grammar), 'built-in');
    },
    findSchema() {
      const found = schema;
      const status = { origin: 'built-in', path: 'domain.rnc', unusable: [] } as const;
      return found && { schema: found, builtIn: () => found, status };
    },
    findConfigFile: async (uri, connection) =>
      (await connection.sendRequest<ConfigFile | null>('virtqueue/configFile', { uri })) ?? undefined,
  };
}
