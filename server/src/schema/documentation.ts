/** What the documentation comments of a schema say, which are Markdown: paragraphs, and lists of values. */

/** The documentation with, of its list of values, only the items that name this one; all of it where none does. */
export function aboutValue(documentation: string, value: string): string {
  const pieces = documentation.split(/\n(?! )/);
  const names = (piece: string) => piece.includes(`\`${value}\``);
  if (!pieces.some((piece) => isItem(piece) && names(piece))) return documentation;
  return pieces.filter((piece) => !isItem(piece) || names(piece)).join('\n');
}

/** The documentation without the link that ends it, and that link; empty where there is none. */
export function withoutLink(documentation: string): { readonly text: string; readonly link: string } {
  const [, text = documentation, link = ''] =
    /^(.*)\n\n(\[[^\n]*\]\([^\n]*\))\s*$/s.exec(documentation) ?? [];
  return { text, link };
}

/** The first version that knows what is documented, of libvirt in the built-in grammar; undefined where none is told. */
export function sinceVersion(documentation: string): string | undefined {
  return /\bSince\s+(\d+\.\d+\.\d+)/.exec(documentation)?.[1];
}

/** Whether a version, `9.0.0`, came before another. */
export function isOlder(version: string, other: string): boolean {
  const [own, others] = [version, other].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const first = own.findIndex((number, index) => number !== others[index]);
  return first !== -1 && (own[first] ?? 0) < (others[first] ?? 0);
}

function isItem(piece: string): boolean {
  return piece.startsWith('- ');
}
