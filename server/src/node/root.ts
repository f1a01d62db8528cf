import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the package, whether this code runs bundled in `dist/` or from its sources. */
export const packageRoot = nearestPackage(__dirname);

function nearestPackage(folder: string): string {
  const isRoot = existsSync(path.join(folder, 'package.json')) || path.dirname(folder) === folder;
  return isRoot ? folder : nearestPackage(path.dirname(folder));
}
