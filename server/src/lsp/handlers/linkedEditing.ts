import type { LinkedEditingRangeParams, LinkedEditingRanges } from 'vscode-languageserver';
import { tagPair } from '../../service.ts';
import { toRange } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const linkedEditingHandler: Handler = {
  capabilities: () => ({ linkedEditingRangeProvider: true }),
  register(serving) {
    serving.connection.languages.onLinkedEditingRange(
      aboutDocument<LinkedEditingRangeParams, LinkedEditingRanges | null>(
        serving,
        null,
        ({ document, read }, { position }) => {
          const names = tagPair(read, document.offsetAt(position));
          if (names.length === 0) return null;
          return { ranges: names.map((name) => toRange(document, name)), wordPattern: '[\\w:.-]+' };
        },
      ),
    );
  },
};
