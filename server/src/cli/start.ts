import module from 'node:module';

// A short command spends much of its time on compiling: Node 22.1 and later keep what was compiled for the next run.
module.enableCompileCache?.();
require('./cli.main.js');
