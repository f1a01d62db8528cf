import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver';
import { selectionSteps } from '../../service.ts';
import { toRange } from '../convert.ts';
import { aboutDocument, type Handler } from './handler.ts';

export const selectionHandler: Handler = {
  capabilities: () => ({ selectionRangeProvider: true }),
  register(serving) {
    serving.connection.onSelectionRanges(
      aboutDocument<SelectionRangeParams, SelectionRange[]>(
        serving,
        [],
        ({ document, read }, { positions }) =>
          positions.map((position) =>
            selectionSteps(read, document.offsetAt(position)).reduceRight<SelectionRange>(
              (parent, step) => ({ range: toRange(document, step), parent }),
              { range: toRange(document, { start: 0, end: read.text.length }) },
            ),
          ),
      ),
    );
  },
};
