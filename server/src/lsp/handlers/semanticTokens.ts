import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensParams } from 'vscode-languageserver';
import { semanticTokens, semanticTokenTypes } from '../../service.ts';
import { aboutDocument, type Handler } from './handler.ts';

const legend = { tokenTypes: [...semanticTokenTypes], tokenModifiers: ['declaration'] };

export const semanticTokenHandler: Handler = {
  capabilities: () => ({ semanticTokensProvider: { legend, full: true } }),
  register(serving) {
    serving.connection.languages.semanticTokens.on(
      aboutDocument<SemanticTokensParams, SemanticTokens>(
        serving,
        { data: [] },
        ({ document, read, settings }) => {
          const builder = new SemanticTokensBuilder();
          for (const { start, end, type, isDefinition } of semanticTokens(read, settings)) {
            const { line, character } = document.positionAt(start);
            const modifiers = isDefinition ? 1 : 0;
            builder.push(line, character, end - start, semanticTokenTypes.indexOf(type), modifiers);
          }
          return builder.build();
        },
      ),
    );
  },
};
