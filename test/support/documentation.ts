import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The first block of code below a heading of a page in docs/, as a reader would copy it. */
export function codeBelow(page: string, heading: string, language: string): string {
  const text = readFileSync(path.join(__dirname, '../../docs', page), 'utf8');
  const at = text.indexOf(`\n## ${heading}\n`);
  const section = text.slice(at + 1).split(/\n## /, 1)[0] ?? '';
  const [, code] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(at === -1 ? '' : section) ?? [];
  if (code === undefined) throw new Error(`docs/${page} has no ${language} below "${heading}"`);
  return code;
}
