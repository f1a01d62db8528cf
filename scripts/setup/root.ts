import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the checkout, found from wherever below it this code runs: as it is, or bundled into `out`. */
export const root = above(__dirname);

function above(folder: string): string {
  return existsSync(join(folder, 'package-lock.json')) ? folder : above(dirname(folder));
}
