/**
 * The only place where a command becomes text for a shell.
 *
 * Quotes and backslashes stand outside the single quotes, because fish, unlike POSIX shells, reads backslash
 * escapes inside them; this way both read the same.
 *
 * @throws RangeError for a NUL, which no argument of a process can hold.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new RangeError('a command argument cannot hold a NUL character');
  if (/^[\w@%+:,./-]+$/.test(word)) return word;
  return `'${word.replace(/['\\]/g, "'\\$&'")}'`;
}

/** An argv as one POSIX shell command: running it runs exactly that argv. */
export function quoteCommand(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}
