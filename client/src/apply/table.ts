import { harmless } from '../host/harmless.ts';

/** Rows of text cells, the header first. */
export type Table = readonly (readonly string[])[];

/** As text, in columns as wide as their widest cell. */
export function aligned(table: Table, indentation = ''): string {
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0))) ?? [];
  return table
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => indentation + line)
    .join('\n');
}

export function markdown(table: Table): string {
  const [header = [], ...rows] = table;
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => escaped(cell) || ' ').join(' | ')} |`;
  return [line(header), `|${header.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

/** Text as Markdown that shows exactly this text: names come from hosts and guests. */
export function escaped(text: string): string {
  return harmless(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+!|~>$]/g, '\\$&');
}
