import type { Format } from './report.ts';

/** The contract other tools rely on: one array, an entry for every file. */
export const json: Format = (files) =>
  `${JSON.stringify(
    files.map(({ file, diagnostics }) => ({ file, diagnostics })),
    undefined,
    2,
  )}\n`;
