import type { Location, ReferenceParams } from 'vscode-languageserver';
import { references } from '../../service.ts';
import { toLocation } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const referenceHandler: Handler = {
  capabilities: () => ({ referencesProvider: true }),
  register(serving) {
    serving.connection.onReferences(
      aboutDocument<ReferenceParams, Location[]>(serving, [], ({ document, read }, { position, context }) =>
        references(read, document.offsetAt(position), context.includeDeclaration).map((each) =>
          toLocation(document, each),
        ),
      ),
    );
  },
};
