import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { translationFor } from '../languages.ts';
import { packageRoot } from './root.ts';

/**
 * Makes messages speak the language.
 * @param locale BCP 47 (`zh-CN`), or POSIX (`zh_CN.UTF-8`).
 * @param folderUri of the translations; the shipped ones when undefined.
 * @throws if a translation that should be there cannot be read.
 */
export async function loadTranslations(locale: string, folderUri?: string): Promise<void> {
  const translation = translationFor(locale);
  if (translation === undefined) return;
  const folder = folderUri === undefined ? path.join(packageRoot, 'l10n') : fileURLToPath(folderUri);
  const file = path.join(folder, `bundle.l10n.${translation}.json`);
  l10n.config({ contents: readFileSync(file, 'utf8') });
}
