import { readFile } from 'node:fs/promises';
import { defaultSettings, readSettings, type Settings } from '../service.ts';
import { UsageError } from './usage.ts';

/**
 * Settings from a JSON file: `{ "queues": { "max": 8, "policy": "match-vcpus" }, "rules": { "ID": "off" } }`, as the
 * editor's settings below `virtqueue`.
 * @throws UsageError when it is not JSON or a setting in it has no meaning.
 */
export async function readConfig(file: string | undefined): Promise<Settings> {
  if (file === undefined) return defaultSettings;
  let given: unknown;
  try {
    given = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return readSettings(given, (setting) => {
    throw new UsageError(`${file}: ${setting} has no value that it can have`);
  });
}
