import { buildVsix } from './setup/vsix.ts';

buildVsix().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
