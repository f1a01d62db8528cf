import type { DefinitionParams, Location } from 'vscode-languageserver';
import { definitions } from '../../service.ts';
import { toLocation } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const definitionHandler: Handler = {
  capabilities: () => ({ definitionProvider: true }),
  register(serving) {
    serving.connection.onDefinition(
      aboutDocument<DefinitionParams, Location[]>(serving, [], ({ document, read }, { position }) =>
        definitions(read, document.offsetAt(position)).map((each) => toLocation(document, each)),
      ),
    );
  },
};
