import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pagesFolder, rulePages } from './rulePages.ts';

/** Writes docs/rules anew from the rules and their fixtures. */
mkdirSync(pagesFolder, { recursive: true });
for (const [file, content] of rulePages()) writeFileSync(path.join(pagesFolder, file), content);
