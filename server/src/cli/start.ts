import module from 'node:module';
import v8 from 'node:v8';

if (process.argv[2] === 'check') {
  // A check is over before the optimizing compiler has paid off, and is best done in a heap that stays small: together a
  // fifth of the time for a thousand documents (bench/schema.ts).
  v8.setFlagsFromString('--no-turbofan');
  v8.setFlagsFromString('--semi-space-growth-factor=1');
}
// Node 22.1 and later keep what was compiled for the next run.
module.enableCompileCache?.();
require('./cli.main.js');
