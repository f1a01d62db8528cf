import { ensurePackages } from './apt.ts';
import { browserPackage } from './packages.ts';
import { findProgram } from './programs.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** The path of a browser of the Chromium family, installed if there is none. */
export async function chromiumBrowser(): Promise<string> {
  const found = findProgram(...names);
  if (found !== undefined) {
    return found;
  }
  await ensurePackages([browserPackage]);
  return `/usr/bin/${browserPackage.name}`;
}
