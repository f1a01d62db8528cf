import type { Range } from './report.ts';

/** In UTF-16 code units: of a longer line only the surroundings of the place are shown. */
const maxLength = 160;
const lead = 60;

/** East Asian characters that terminals draw two columns wide (Unicode's East_Asian_Width W and F, in blocks). */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

export interface Excerpt {
  readonly line: string;
  readonly mark: { readonly padding: string; readonly carets: string };
}

/** @param whole the line on which the range starts @returns it, safe for a terminal, and the mark to print below */
export function excerpt(whole: string, { start, end }: Range): Excerpt {
  const from = whole.length > maxLength ? Math.max(0, start.character - lead) : 0;
  const line = visible(whole.slice(from, from + maxLength));
  const before = line.slice(0, start.character - from);
  const last = end.line === start.line ? end.character : whole.length;
  const marked = line.slice(before.length, Math.max(last - from, before.length));
  return {
    line,
    mark: { padding: ' '.repeat(columns(before)), carets: '^'.repeat(Math.max(1, columns(marked))) },
  };
}

/** A control character could do anything to a terminal; each is replaced by one column. */
function visible(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return line.replaceAll('\t', ' ').replace(/[\x00-\x1f\x7f-\x9f]/g, '\ufffd');
}

function columns(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}
