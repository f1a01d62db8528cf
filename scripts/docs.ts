import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pagesFolder, rulePages } from './rulePages.ts';

/** Writes docs/rules anew from the rules, their translations and their fixtures. */
for (const [file, content] of rulePages()) {
  const page = path.join(pagesFolder, file);
  mkdirSync(path.dirname(page), { recursive: true });
  writeFileSync(page, content);
}
