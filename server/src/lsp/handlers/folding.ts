import type { FoldingRange, FoldingRangeParams } from 'vscode-languageserver';
import { folds } from '../../service.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const foldingHandler: Handler = {
  capabilities: () => ({ foldingRangeProvider: true }),
  register(serving) {
    serving.connection.onFoldingRanges(
      aboutDocument<FoldingRangeParams, FoldingRange[]>(serving, [], ({ document, read }) => {
        const byLine = new Map<number, FoldingRange>();
        for (const { start, end, kind, keepsLastLine } of folds(read)) {
          const startLine = document.positionAt(start).line;
          const endLine = document.positionAt(end).line - (keepsLastLine ? 1 : 0);
          // Editors fold one thing for each line: the outermost, which comes first.
          if (endLine > startLine && !byLine.has(startLine))
            byLine.set(startLine, { startLine, endLine, ...(kind ? { kind } : {}) });
        }
        return [...byLine.values()];
      }),
    );
  },
};
