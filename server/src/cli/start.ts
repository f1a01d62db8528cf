import module from 'node:module';
import v8 from 'node:v8';

/** Commands that go to hosts: checking files should not have to load them. They lie beside this file, made from the client. */
const hostCommands = ['plan', 'apply', 'guest', 'restore', 'finish', 'ansible'];

if (process.argv[2] === 'check') {
  // A check is over before the optimizing compiler has paid off, and is best done in a heap that stays small: together a
  // fifth of the time for a thousand documents (bench/schema.ts).
  v8.setFlagsFromString('--no-turbofan');
  v8.setFlagsFromString('--semi-space-growth-factor=1');
}
// Node 22.1 and later keep what was compiled for the next run.
module.enableCompileCache?.();
if (hostCommands.includes(process.argv[2] ?? '')) require('./host.main.js');
else require('./cli.main.js');
