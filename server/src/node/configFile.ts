import { existsSync } from 'node:fs';
import path from 'node:path';
import { configFileName } from '../configFile.ts';

/** The configuration file that holds for what lies in this folder: the nearest, there or above. */
export function findConfigFile(folder: string): string | undefined {
  const file = path.join(folder, configFileName);
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : findConfigFile(parent);
}
