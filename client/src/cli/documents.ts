import { Configuration } from '../../../server/src/cli/config.ts';
import { readInputs } from '../../../server/src/cli/files.ts';
import { UsageError } from '../../../server/src/cli/usage.ts';
import type { Settings } from '../../../server/src/service.ts';
import { isDomainText } from '../../../server/src/xml/detect.ts';

export interface InputDocument {
  readonly file: string;
  readonly text: string;
  readonly settings: Settings;
}

/** @throws UsageError when there is none */
export async function readDocuments(paths: readonly string[]): Promise<InputDocument[]> {
  const configuration = new Configuration(undefined);
  const documents: InputDocument[] = [];
  for await (const { file, text } of readInputs(paths, isDomainText)) {
    documents.push({ file, text, settings: configuration.settingsFor(file) });
  }
  if (documents.length === 0)
    throw new UsageError('which documents? Give a file, a folder, or - for standard input');
  return documents;
}
