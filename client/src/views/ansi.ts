/** Colours by their meaning; only the sixteen that every theme defines. */
export const style = {
  bold: (text: string) => wrap('1', '22', text),
  dim: (text: string) => wrap('2', '22', text),
  red: (text: string) => wrap('31', '39', text),
  green: (text: string) => wrap('32', '39', text),
  yellow: (text: string) => wrap('33', '39', text),
  cyan: (text: string) => wrap('36', '39', text),
};

export const eraseLine = '\r\x1b[2K';

/** A terminal needs both characters of a line end. */
export function terminalLines(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}

/** The first lines of a long text, and how many there are more. */
export function head(text: string, limit: number): { shown: string; hidden: number } {
  const lines = text.split('\n');
  const shown = lines.length <= limit + 1 ? lines : lines.slice(0, limit);
  return { shown: shown.join('\n'), hidden: lines.length - shown.length };
}

/** A unified diff with added and removed lines in colour. */
export function coloured(patch: string): string {
  return patch
    .split('\n')
    .map((line) => {
      if (line.startsWith('+')) return style.green(line);
      if (line.startsWith('-')) return style.red(line);
      return line.startsWith('@@') ? style.cyan(line) : line;
    })
    .join('\n');
}

function wrap(on: string, off: string, text: string): string {
  return `\x1b[${on}m${text}\x1b[${off}m`;
}
