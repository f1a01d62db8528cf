import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { hover } from '../../service.ts';
import { toRange } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const hoverHandler: Handler = {
  capabilities: () => ({ hoverProvider: true }),
  register(serving) {
    serving.connection.onHover(
      aboutDocument<HoverParams, Hover | null>(
        serving,
        null,
        ({ document, read, settings }, { position }) => {
          const found = hover(read, document.offsetAt(position), settings);
          if (found === undefined) return null;
          const contents = { kind: MarkupKind.Markdown, value: found.markdown };
          return { contents, range: toRange(document, found) };
        },
      ),
    );
  },
};
