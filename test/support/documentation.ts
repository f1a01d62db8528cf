import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A block of code below a heading of a page in docs/, the first unless told, as a reader would copy it. */
export function codeBelow(page: string, heading: string, language: string, which = 0): string {
  const text = readFileSync(path.join(__dirname, '../../docs', page), 'utf8');
  const [, below = ''] = text.split(`\n## ${heading}\n`);
  const [section = ''] = below.split('\n## ', 1);
  const blocks = [...section.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))];
  const code = blocks[which]?.[1];
  if (code === undefined) throw new Error(`docs/${page} has no such ${language} below "${heading}"`);
  return code;
}
